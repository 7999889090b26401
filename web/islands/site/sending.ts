/** A form goes out once, however often its button is pressed. */
export function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset["sending"] === "true") {
      event.preventDefault();
      return;
    }
    form.dataset["sending"] = "true";
    form.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's own button finds the page as it was left: sending.
  addEventListener("pageshow", () => {
    document.querySelectorAll<HTMLFormElement>("form[data-sending]").forEach((form) => {
      delete form.dataset["sending"];
      form.removeAttribute("aria-busy");
    });
  });
}
