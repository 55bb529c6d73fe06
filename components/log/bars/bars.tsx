'use client'

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useZone } from '#components/ui/local-time.tsx'
import type { Histogram } from '#lib/delivery-log/histogram.ts'
import classes from './bars.module.css'
import { allBars, type Series, sayBar, sayMoment, sayStep, sumOf } from './say-bars.ts'

type Selection = { from: number; to: number }

/**
 * Rows by kind over the time of the list. A part of it is chosen by dragging, or with the arrow keys and Enter;
 * one bar by a click.
 */
export function Bars({
  label,
  series,
  histogram,
  onZoom,
}: {
  label: string
  /** From the bottom of a bar up; the most frequent kind is the last one. */
  series: readonly Series[]
  histogram: Histogram<string>
  onZoom: (from: number, to: number) => void
}) {
  const zone = useZone()
  const bars = allBars(histogram)
  const most = Math.max(1, ...bars.map(({ counts }) => sumOf(counts)))
  const [looked, setLooked] = useState<number | null>(null)
  const [selection, setSelection] = useState<Selection | null>(null)
  const drawing = useRef<HTMLDivElement>(null)

  const barAt = (event: PointerEvent) => {
    const box = drawing.current?.getBoundingClientRect()
    if (!box) return 0
    const share = (event.clientX - box.left) / box.width
    return Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)))
  }
  const zoom = ({ from, to }: Selection) => {
    const [first, last] = [bars[Math.min(from, to)], bars[Math.max(from, to)]]
    setSelection(null)
    if (first && last) onZoom(first.at, last.at + histogram.stepMs)
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const at = barAt(event)
    setSelection({ from: at, to: at })
  }
  const onPointerMove = (event: PointerEvent) => {
    const at = barAt(event)
    setLooked(at)
    setSelection((before) => before && { ...before, to: at })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step !== undefined) {
      const at = Math.min(bars.length - 1, Math.max(0, (looked ?? bars.length) + step))
      setLooked(at)
      setSelection((before) => (event.shiftKey ? { from: before?.from ?? looked ?? at, to: at } : null))
    } else if (event.key === 'Enter' && looked !== null) zoom(selection ?? { from: looked, to: looked })
    else if (event.key === 'Escape') setSelection(null)
    else return
    event.preventDefault()
  }

  const told = looked === null ? undefined : bars[looked]
  const isChosen = (index: number) =>
    selection !== null &&
    index >= Math.min(selection.from, selection.to) &&
    index <= Math.max(selection.from, selection.to)
  return (
    <section className={classes.bars} aria-label={label}>
      <div className={classes.legend}>
        {series
          .filter(({ kind }) => bars.some(({ counts }) => counts[kind]))
          .map((one) => (
            <span key={one.kind} data-status={one.tone} className={classes.key}>
              {one.label.toLowerCase()}
            </span>
          ))}
        <span className={classes.told}>
          {told ? sayBar(told, histogram, series, zone) : sayStep(histogram, series)}
        </span>
      </div>
      <div
        ref={drawing}
        role="slider"
        tabIndex={0}
        aria-label="Choose a time: arrow keys, with Shift for several bars, then Enter"
        aria-valuemin={0}
        aria-valuemax={bars.length - 1}
        aria-valuenow={looked ?? bars.length - 1}
        aria-valuetext={told ? sayBar(told, histogram, series, zone) : 'No bar is chosen'}
        className={classes.drawing}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => selection && zoom(selection)}
        onPointerCancel={() => setSelection(null)}
        onPointerLeave={() => setLooked(null)}
        onBlur={() => setLooked(null)}
        onKeyDown={onKeyDown}
      >
        {bars.map(({ at, counts }, index) => (
          <Bar
            key={at}
            series={series}
            counts={counts}
            most={most}
            isLooked={index === looked}
            isChosen={isChosen(index)}
          />
        ))}
      </div>
      <div className={classes.axis} aria-hidden="true">
        <span>{sayMoment(histogram.from, histogram.stepMs, zone)}</span>
        <span>{sayMoment(bars[Math.floor(bars.length / 2)]?.at ?? 0, histogram.stepMs, zone)}</span>
        <span>{sayMoment(histogram.to, histogram.stepMs, zone)}</span>
      </div>
    </section>
  )
}

/** Failures stand at the bottom, so that their shape can be read; a single one is seen beside a million. */
function Bar(props: {
  series: readonly Series[]
  counts: Partial<Record<string, number>>
  most: number
  isLooked: boolean
  isChosen: boolean
}) {
  const { series, counts, most, isLooked, isChosen } = props
  return (
    <div className={classes.bar} data-looked={isLooked || undefined} data-chosen={isChosen || undefined}>
      {series.map(({ kind, tone }) => {
        const count = counts[kind] ?? 0
        if (count === 0) return null
        const height = `max(2px, ${(count / most) * 100}%)`
        return <div key={kind} data-status={tone} className={classes.part} style={{ height }} />
      })}
    </div>
  )
}
