import { NotThere } from '#components/log/not-there.tsx'

export default function RunNotFound() {
  return <NotThere what="run" list="Bulk runs" href="/runs" />
}
