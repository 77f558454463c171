// Dragging the ground moves the view, also by touch, while there is nothing to draw.

export function panByDragging(ground, scroller, isOn) {
  let last = null;
  ground.addEventListener("pointerdown", (event) => {
    if (isOn() && event.button === 0) last = event;
  });
  document.addEventListener("pointermove", (event) => {
    if (last?.pointerId !== event.pointerId) return;
    scroller.scrollBy(last.clientX - event.clientX, last.clientY - event.clientY);
    last = event;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => { last = null; });
  }
}
