import { NotThere } from '#components/log/not-there.tsx'

export default function NoDelivery() {
  return <NotThere what="delivery" list="Deliveries" href="/deliveries" />
}
