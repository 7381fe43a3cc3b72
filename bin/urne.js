#!/usr/bin/env node
import { processIo } from "../dist/io.js"
import { main } from "../dist/main.js"

const argv = process.argv.slice(2)
process.exitCode = await main(argv, processIo(argv))
