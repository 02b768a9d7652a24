/** The mark: a calendar's page with a rising line. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="none">
      <rect x="1" y="1" width="22" height="22" rx="6" className="fill-accent" />
      <path d="M5.5 15.5l3.4-4 3 2.4 3.2-5" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M15.1 8.9l3.4-2.4" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeDasharray="0.1 3.6" />
      <path d="M5.5 18.6h13" stroke="#fff" strokeOpacity=".45" strokeWidth="1.4" strokeLinecap="round" />
    </svg>
  );
}
