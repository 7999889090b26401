import { words } from "../words";

/** Shows chosen photos before they are sent, and says at once when one is too large. */
export function previewPhotos(): void {
  document.querySelectorAll<HTMLInputElement>("input[type=file][data-preview]").forEach((input) => {
    const list = document.createElement("ul");
    list.className = "photo-previews";
    list.setAttribute("aria-live", "polite");
    input.after(list);
    input.addEventListener("change", () => {
      list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
      list.replaceChildren(...[...(input.files ?? [])].map((file) => preview(input, file)));
    });
  });
}

function preview(input: HTMLInputElement, file: File): HTMLLIElement {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
  item.append(image);
  const bytesMax = Number(input.dataset["bytesMax"] ?? Infinity);
  if (file.size > bytesMax) {
    const problem = document.createElement("span");
    problem.className = "field-problem";
    problem.textContent = words("photoTooLarge", file.name, Math.floor(bytesMax / 1_048_576));
    item.append(problem);
  }
  return item;
}

/** Opens `a[data-large]` over the page; without script the link opens the picture itself. */
export function openPictures(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element
      ? event.target.closest<HTMLAnchorElement>("a[data-large]") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    dialog.className = "picture-large";
    const image = document.createElement("img");
    image.src = link.href;
    image.alt = link.querySelector("img")?.alt ?? "";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn";
    close.textContent = words("close");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(image, close);
    document.body.append(dialog);
    dialog.showModal();
  });
}
