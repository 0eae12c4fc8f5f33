/* Puts the notice where the page asks for it: <div data-disclosure="shop/privacy-section"></div> */
(function (script) {
  var base = script.src.replace(/[^/]*$/, "");
  document.querySelectorAll("[data-disclosure]").forEach(function (place) {
    var marked = place.closest("[lang]");
    var language = marked && marked.lang.slice(0, 2).toLowerCase();
    fetch(base + place.dataset.disclosure + (language ? "." + language : "") + ".html")
      .then(function (answer) { if (answer.ok) return answer.text(); throw answer.status; })
      .then(function (notice) { place.innerHTML = notice; })
      .catch(function () { /* the link inside <noscript> and the one in the footer remain */ });
  });
})(document.currentScript);
