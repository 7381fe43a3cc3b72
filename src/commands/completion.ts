import type { Command } from "commander"
import type { App } from "./app.ts"
import { choiceArgument, examples } from "./commander.ts"
import { completionScript, type Shell, shells } from "./completion-scripts.ts"
import { completionTree } from "./completion-tree.ts"

/** @param whole - makes the program with all its commands, while a command line loads only those of one room */
export function completionCommands(program: Command, app: App, whole: () => Promise<Command>): void {
  const { completion: words } = app.labels.command
  const completion = program.command("completion").description(words.description)
  completion.addArgument(choiceArgument("<shell>", shells)).action(async (shell: Shell) => {
    await app.run(completion, async () => ({ shell, script: completionScript(shell, completionTree(await whole())) }), {
      human: ({ script }) => script,
    })
  })
  examples(completion, app.labels.command, [
    "urne completion bash > ~/.local/share/bash-completion/completions/urne",
    "urne completion fish > ~/.config/fish/completions/urne.fish",
  ])
}
