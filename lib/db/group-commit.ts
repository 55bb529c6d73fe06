type Waiting<Input, Output> = {
  input: Input
  done: (output: Output) => void
  failed: (error: unknown) => void
}

/** SQLSTATE classes that say "this value", not "this database": one input of a batch is to blame, not all. */
const DATA_ERRORS = /^(22|23|54)/

/**
 * Gathers concurrent inputs: whatever arrives while earlier flushes are under way goes into the next one.
 * Alone, an input is flushed at once. When a flush fails for one input's data, each is flushed by itself, so
 * that only the one to blame fails; any other failure fails them all, for it is not known what was stored.
 * @param options.most inputs that share a flush. @param options.lanes flushes under way at once: with one, inputs keep their order.
 */
export function groupCommit<Input, Output>(
  flush: (inputs: Input[]) => Promise<Output[]>,
  { most = 200, lanes = 2 } = {},
): (input: Input) => Promise<Output> {
  const waiting: Waiting<Input, Output>[] = []
  let flying = 0

  async function run(batch: Waiting<Input, Output>[]): Promise<void> {
    try {
      const outputs = await flush(batch.map((one) => one.input))
      batch.forEach((one, index) => {
        one.done(outputs[index] as Output) // flush answers each input, in order
      })
    } catch (error) {
      const isData = error instanceof Error && 'code' in error && DATA_ERRORS.test(String(error.code))
      if (isData && batch.length > 1) for (const one of batch) await run([one])
      else for (const one of batch) one.failed(error)
    }
  }

  function next(): void {
    while (flying < lanes && waiting.length > 0) {
      flying += 1
      run(waiting.splice(0, most)).finally(() => {
        flying -= 1
        next()
      })
    }
  }

  return (input) =>
    new Promise((done, failed) => {
      waiting.push({ input, done, failed })
      // After the present turn of the event loop: calls that came in together are committed together.
      if (waiting.length === 1) setImmediate(next)
    })
}
