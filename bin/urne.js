#!/usr/bin/env node
import { processIo } from "../dist/io.js"
import { main } from "../dist/main.js"

const argv = process.argv.slice(2)
const io = processIo(argv)
process.exitCode = await io.settle(await main(argv, io))
