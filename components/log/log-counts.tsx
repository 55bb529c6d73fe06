import { type ComponentType, type ReactNode, Suspense } from 'react'
import { sayReadFailure } from '#lib/delivery-log/read-failure.ts'
import barClasses from './bars/bars.module.css'
import facetClasses from './facets/facets.module.css'

type Parts<Count> = {
  /** Whether anything ever came; until then there is nothing to count, but live may bring the first of all. */
  isThere: boolean
  /** Whether the list can be asked for at all. If not, what is wrong with it is said once, in place of the list. */
  isAnswerable: boolean
  read: () => Promise<Count>
  show: (counts: Count | null) => ReactNode
}

type Failure = ComponentType<{ reason: string }>

async function Counted<Count>({
  read,
  show,
  Failure,
}: Pick<Parts<Count>, 'read' | 'show'> & { Failure: Failure }) {
  const counts = await read().catch(sayReadFailure)
  return typeof counts === 'string' ? <Failure reason={counts} /> : show(counts)
}

/** What is counted of a log comes after its list. `Room`: stands there until then, so that nothing moves. */
const counted = (Room: ComponentType, Failure: Failure) =>
  function LogCounts<Count>({ isThere, isAnswerable, read, show }: Parts<Count>) {
    if (!isAnswerable) return null
    if (!isThere) return show(null)
    return (
      <Suspense fallback={<Room />}>
        <Counted read={read} show={show} Failure={Failure} />
      </Suspense>
    )
  }

const BarsRoom = () => <div className={barClasses.room} />

const BarsFailure = ({ reason }: { reason: string }) => (
  <p className={barClasses.failure}>The bars could not be drawn. {reason}</p>
)

const FacetsRoom = () => <aside className={facetClasses.rail} />

const FacetsFailure = ({ reason }: { reason: string }) => (
  <aside className={facetClasses.failure}>The filters could not be counted. {reason}</aside>
)

/** Above the list. */
export const LogBars = counted(BarsRoom, BarsFailure)

/** Beside the list. */
export const LogFacets = counted(FacetsRoom, FacetsFailure)
