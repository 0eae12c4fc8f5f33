package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void commas_and_quotes_stay_in_their_cell() {
        assertThat(Csv.line(List.of("a", "b,c", "d\"e", ""))).isEqualTo("a,\"b,c\",\"d\"\"e\",\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1@example.com", "+1@example.com", "-1@example.com", "@x", "\tx"})
    void what_a_spreadsheet_would_take_for_a_formula_is_text(String cell) {
        assertThat(Csv.line(List.of(cell))).startsWith("'" + cell);
    }
}
