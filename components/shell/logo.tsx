/** The reception bell whose knob hops off. Its dome takes the text colour. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true">
      <path d="M4 17.2a8 8 0 0 1 16 0zM3.7 18.8h16.6a1.2 1.2 0 0 1 0 2.4H3.7a1.2 1.2 0 0 1 0-2.4z" />
      <path
        d="M5.2 8.6C6.6 4.2 11 3.4 13.4 6.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeDasharray=".1 3.1"
      />
      <circle cx="16.4" cy="4.6" r="2.4" fill="var(--mantine-color-brass-5)" />
    </svg>
  )
}
