import { moveAddress } from "./address";

/** Dragging one organisation onto another opens the page that explains the move and asks. */
function watch(tree: HTMLElement): void {
  const pattern = tree.dataset["orgTree"] ?? "";
  let dragged: string | null = null;
  const nodeOf = (event: DragEvent): HTMLElement | null =>
    event.target instanceof Element ? event.target.closest<HTMLElement>("[data-org]") : null;
  tree.addEventListener("dragstart", (event) => {
    dragged = nodeOf(event)?.dataset["org"] ?? null;
    if (dragged !== null) event.dataTransfer?.setData("text/plain", dragged);
  });
  tree.addEventListener("dragover", (event) => {
    const node = nodeOf(event);
    if (dragged === null || node === null || node.dataset["org"] === dragged) return;
    event.preventDefault();
    node.classList.add("org-target");
  });
  tree.addEventListener("dragleave", (event) => nodeOf(event)?.classList.remove("org-target"));
  tree.addEventListener("drop", (event) => {
    const parent = nodeOf(event)?.dataset["org"];
    if (dragged === null || parent === undefined || parent === dragged) return;
    event.preventDefault();
    location.assign(moveAddress(pattern, dragged, parent));
  });
  tree.addEventListener("dragend", () => {
    dragged = null;
    tree.querySelectorAll(".org-target").forEach((node) => node.classList.remove("org-target"));
  });
}

document.querySelectorAll<HTMLElement>("[data-org-tree]").forEach(watch);
