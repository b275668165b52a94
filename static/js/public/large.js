/* 大字版: larger type, remembered in this browser alone. Runs in the head, before anything is seen. */
(function () {
  "use strict";
  var KEY = "large-type";
  var root = document.documentElement;

  function kept() {
    try {
      return window.localStorage.getItem(KEY) === "yes";
    } catch (error) {
      return false; /* a browser that keeps nothing: the page's own zoom still works */
    }
  }

  function keep(on) {
    try {
      window.localStorage.setItem(KEY, on ? "yes" : "no");
    } catch (error) {
      /* as above */
    }
  }

  function show(on) {
    root.classList.toggle("large", on);
  }

  show(kept());
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("larger");
    if (!button) {
      return;
    }
    function tell(on) {
      button.setAttribute("aria-pressed", on ? "true" : "false");
    }
    button.hidden = false;
    tell(kept());
    button.addEventListener("click", function () {
      var on = !root.classList.contains("large");
      show(on);
      tell(on);
      keep(on);
    });
  });
})();
