import barClasses from './bars/bars.module.css'
import facetClasses from './facets/facets.module.css'

/** Where the bars will stand: nothing moves when they come. */
export const BarsRoom = () => <div className={barClasses.room} />

export const BarsFailure = ({ reason }: { reason: string }) => (
  <p className={barClasses.failure}>The bars could not be drawn. {reason}</p>
)

/** Where the facets will stand. */
export const FacetsRoom = () => <aside className={facetClasses.rail} />

export const FacetsFailure = ({ reason }: { reason: string }) => (
  <aside className={facetClasses.failure}>The filters could not be counted. {reason}</aside>
)
