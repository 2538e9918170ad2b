/** The window with its sill: the same drawing as the page's icon. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden focusable="false">
      <rect x="3" y="3" width="26" height="26" rx="5" fill="#0b6e6e" />
      <path d="M8 9h16v9H8z" fill="#fff" />
      <path d="M6 21h20v3H6z" fill="#f2b84b" />
    </svg>
  );
}
