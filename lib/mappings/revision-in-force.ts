/**
 * The newest revision of a scope's mappings, as SQL; null where nobody has changed them. In the statement that reads the
 * mappings themselves it is the one that they are of. Counts on: mapping_revision (licence, id), one row.
 * @param licence SQL of the licence; null: the defaults.
 */
export const REVISION_IN_FORCE = (licence: string | null) =>
  `(SELECT revision.id FROM mapping_revision revision
    WHERE revision.licence ${licence === null ? 'IS NULL' : `= ${licence}`} ORDER BY revision.id DESC LIMIT 1)`
