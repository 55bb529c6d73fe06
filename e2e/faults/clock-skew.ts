// Preloaded (node --import): sets the clock of one process wrong. FAULT_CLOCK says which script's, and by how many
// milliseconds: `web.ts:3600000,dispatcher.ts:-3600000`. performance, which counts and does not tell the time, is right.
const script = process.argv[1] ?? ''
const skews = (process.env.FAULT_CLOCK ?? '').split(',').map((entry) => entry.split(':'))
const skew = Number(skews.find(([name = '']) => name !== '' && script.endsWith(`/${name}`))?.[1] ?? 0)

if (skew !== 0) {
  const right = Date
  const now = () => right.now() + skew
  globalThis.Date = new Proxy(right, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
    apply: () => new right(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}

export {}
