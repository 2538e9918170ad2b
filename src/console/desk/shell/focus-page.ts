const contentId = 'content';

/** Moves the focus to the page itself, for whoever is about to be led to another one. */
export function focusPage(): void {
  document.getElementById(contentId)?.focus({ preventScroll: true });
}

/** Of a page's heading, as its `ref`: takes the focus that is nowhere, or at the page as a whole, and leaves any other alone. */
export function focusArrival(heading: HTMLHeadingElement | null): void {
  const { activeElement } = document;
  if (activeElement === document.body || activeElement?.id === contentId) heading?.focus({ preventScroll: true });
}
