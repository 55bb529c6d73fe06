#!/usr/bin/env node
// npx bellhop <noun> <verb>.
import { keepCompiled } from '../compile-cache.ts'

keepCompiled()
await import('./program.ts')
