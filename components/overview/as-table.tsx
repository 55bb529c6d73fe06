'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useZone } from '#components/ui/local-time.tsx'
import charts from './chart-panel.module.css'
import { sayBarTime } from './time-axis.ts'

type Row = { from: string; to: string; href: string; cells: string[] }

/** The numbers of a chart for whoever does not see it, or wants to read them. Each line leads to the log of its time. */
export function AsTable({ caption, columns, rows }: { caption: string; columns: string[]; rows: Row[] }) {
  const zone = useZone()
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={charts.asTable} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {isOpen && (
        <section className={charts.scroll} aria-label={caption}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.from}>
                  <th scope="row">
                    <Link href={row.href} prefetch={false}>
                      {sayBarTime(row, zone)}
                    </Link>
                  </th>
                  {row.cells.map((cell, index) => (
                    <td key={columns[index]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  )
}
