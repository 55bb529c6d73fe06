// What the charts have in common.

/** The width of the axis at the left: charts below one another begin at the same place, and "100 ms" has room. */
export const Y_AXIS = {
  width: 50,
  tickMargin: 6,
  axisLine: false,
  tickLine: false,
  // Mantine moves its own by 10 px, out of the panel.
  tick: { fontSize: 11, fill: 'currentColor' },
}

/** The time below a chart: labels that would touch are left out. */
export function xAxis(labels: ReadonlyMap<string, string>) {
  return {
    ticks: [...labels.keys()],
    tickFormatter: (at: string) => labels.get(at) ?? '',
    interval: 'preserveStartEnd' as const,
    minTickGap: 14,
    tickLine: false,
    tick: { fontSize: 11, fill: 'currentColor', transform: 'translate(0, 10)' },
  }
}
