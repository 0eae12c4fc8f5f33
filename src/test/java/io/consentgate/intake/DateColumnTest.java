package io.consentgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateColumnTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-03-05 | 2024-03-05
            2024/03/05 | 2024-03-05
            2024-03-05 10:22:01 | 2024-03-05T10:22:01+01:00
            2024-07-05T10:22:01Z | 2024-07-05T10:22:01Z
            2024-07-05 10:22:01 UTC | 2024-07-05T10:22:01Z
            2024-07-05T10:22:01-04:00 | 2024-07-05T10:22:01-04:00
            25/03/2024 | 2024-03-25
            25/03/2024 10.22 | 2024-03-25T10:22:00+01:00
            25.03.2024 | 2024-03-25
            03/25/2024 10:22 PM | 2024-03-25T22:22:00+01:00
            03/25/2024 12:22:00 AM | 2024-03-25T00:22:00+01:00
            20240305 | 2024-03-05
            20240305 102201 | 2024-03-05T10:22:01+01:00
            20110122T111244 | 2011-01-22T11:12:44+01:00
            45356 | 2024-03-05
            45356,5 | 2024-03-05T12:00:00+01:00
            5 mar 2024, 10:22:01 | 2024-03-05T10:22:01+01:00
            Mar 5, 2024 10:22 PM | 2024-03-05T22:22:00+01:00
            2024-10-27 02:30 | 2024-10-27T02:30:00+02:00
            2024-03-31 02:30 | 2024-03-31T01:30:00+01:00
            2024-02-31 | -
            2024-03-05 25:00 | -
            """)
    void each_form_is_read_when_the_whole_column_has_it(String cell, String read) {
        assertThat(column(null, cell).read(cell, ROME)).isEqualTo(read.equals("-") ? null : read);
    }

    @Test
    void one_value_tells_the_order_of_all() {
        DateColumn column = column(null, "03/04/2024", "25/04/2024");
        assertThat(column.read("03/04/2024", ROME)).isEqualTo("2024-04-03");
    }

    @Test
    void an_order_that_nothing_tells_is_not_guessed() {
        DateColumn column = column(null, "03/04/2024", "05/06/2024");
        assertThat(column.unreadable()).isEqualTo("a column in which nothing tells the day from the month");
        assertThat(column.read("03/04/2024", ROME)).isNull();
    }

    @Test
    void another_column_of_the_file_may_tell_the_order() {
        assertThat(column(true, "03/04/2024").read("03/04/2024", ROME)).isEqualTo("2024-04-03");
        assertThat(column(false, "03/04/2024").read("03/04/2024", ROME)).isEqualTo("2024-03-04");
    }

    @Test
    void both_orders_in_one_column_make_it_unreadable() {
        assertThat(column(true, "25/04/2024", "04/25/2024").unreadable())
                .isEqualTo("a column that mixes day/month and month/day");
    }

    @Test
    void a_cell_that_is_written_otherwise_than_the_others_is_not_read() {
        DateColumn column = column(null, "25/04/2024", "26/04/2024", "2024-04-27");
        assertThat(column.read("2024-04-27", ROME)).isNull();
        assertThat(column.read("26/04/2024", ROME)).isEqualTo("2024-04-26");
    }

    @Test
    void two_forms_equally_often_make_it_unreadable() {
        assertThat(column(null, "25/04/2024", "2024-04-27").unreadable())
                .isEqualTo("a column that mixes forms of dates");
    }

    @Test
    void a_zero_date_is_none() {
        assertThat(List.of("", "-", "0000-00-00", "0000-00-00 00:00:00", "n/d")).allMatch(DateColumn::none);
    }

    private static DateColumn column(Boolean elsewhere, String... cells) {
        DateColumn column = new DateColumn();
        List.of(cells).forEach(column::observe);
        column.decide(elsewhere);
        return column;
    }
}
