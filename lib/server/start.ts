// npm start, and npm run dev.
import { keepCompiled } from './compile-cache.ts'

keepCompiled()
await import('./supervisor.ts')
