// Nothing is kept in the browser: htmx would note in the session where one is, and does without where there is no session.
// It has to run before htmx does.
"use strict";

Object.defineProperty(window, "sessionStorage", {
  configurable: true,
  get() { throw new DOMException("nothing is kept here", "SecurityError"); },
});
