import { PageBar } from '#components/shell/page-bar.tsx'

export default function DeliveriesPage() {
  return <PageBar title="Deliveries" />
}
