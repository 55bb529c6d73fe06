// What the charts have in common.

/** The width of the axis at the left: charts below one another begin at the same place. */
export const Y_AXIS = { width: 48, tickMargin: 6, axisLine: false, tickLine: false, fontSize: 11 }

/** The time below a chart: labels that would touch are left out. */
export function xAxis(labels: ReadonlyMap<string, string>) {
  return {
    ticks: [...labels.keys()],
    tickFormatter: (at: string) => labels.get(at) ?? '',
    interval: 'preserveStartEnd' as const,
    minTickGap: 14,
    tickLine: false,
    fontSize: 11,
  }
}
