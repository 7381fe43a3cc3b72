/** Writes what shells read to complete a command line. The scripts hold the whole tree, so no key starts the program. */
import { type CompletionNode, type CompletionOption, helpTopics, type Value } from "./completion-tree.ts"

export const shells = ["bash", "zsh", "fish"] as const
export type Shell = (typeof shells)[number]

export function completionScript(shell: Shell, nodes: readonly CompletionNode[]): string {
  switch (shell) {
    case "bash":
      return `${dataFunctions(nodes)}${bash}`
    case "zsh":
      return `#compdef urne\n${dataFunctions(nodes)}${describing(nodes)}${zsh}`
    case "fish":
      return fishScript(nodes)
  }
}

/** Quotes a word for a shell with single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** Describes a value: its kind, `+` if several may follow, then the choices. */
function valueText(value: Value | undefined): string {
  if (value === undefined) return "none"
  const choices = value.kind === "choice" ? ` ${value.choices.join(" ")}` : ""
  return `${value.kind}${value.several ? "+" : ""}${choices}`
}

function cases(nodes: readonly CompletionNode[], of: (node: CompletionNode) => string): string {
  return nodes.map((node) => `    ${quoted(node.path)}) echo ${quoted(of(node))} ;;`).join("\n")
}

/**
 * Functions for both bash and zsh: which commands and options a command has, and which values an option or an argument
 * takes.
 */
function dataFunctions(nodes: readonly CompletionNode[]): string {
  const options = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value === undefined ? [] : flags.map((flag) => ({ key: `${path} ${flag}`, text: valueText(value) })),
    ),
  )
  // Otherwise an option that is the same everywhere would be listed once per command.
  const texts = new Map<string, string[]>()
  for (const { key, text } of options) texts.set(text, [...(texts.get(text) ?? []), key])
  const values = [...texts].map(([text, keys]) => `    ${keys.map(quoted).join("|")}) echo ${quoted(text)} ;;`)
  return `_urne_commands() {
  case "$1" in
${cases(nodes, ({ commands }) => commands.map(({ name }) => name).join(" "))}
    *) return 1 ;;
  esac
}
_urne_options() {
  case "$1" in
${cases(nodes, ({ options }) => options.flatMap(({ flags }) => flags).join(" "))}
  esac
}
_urne_value() {
  case "$1 $2" in
${values.join("\n")}
    *) echo none ;;
  esac
}
_urne_argument() {
  case "$1" in
${cases(nodes, ({ values }) => (values.length === 0 ? "none" : valueText(values.at(-1))))}
  esac
}
# Follows the words up to the one that is typed: sets _urne_path, and _urne_kind where a value is due.
_urne_walk() {
  local word
  _urne_path= _urne_kind= _urne_help=
  for word in "$@"; do
    case "$word" in
      =) continue ;;
      --*=*) _urne_kind= ;;
      -*) _urne_kind=$(_urne_value "$_urne_path" "$word"); [ "$_urne_kind" = none ] && _urne_kind= ;;
      *)
        case "\${_urne_kind%% *}" in
          "") if [ -z "$_urne_path" ] && [ "$word" = help ]; then _urne_help=1
              elif _urne_commands "\${_urne_path:+$_urne_path }$word" >/dev/null; then
                _urne_path="\${_urne_path:+$_urne_path }$word"
              fi ;;
          *+) ;;
          *) _urne_kind= ;;
        esac ;;
    esac
  done
}
`
}

const bash = `_urne() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" _urne_path _urne_kind _urne_help
  _urne_walk "\${COMP_WORDS[@]:1:COMP_CWORD-1}"
  COMPREPLY=()
  [ "$cur" = "=" ] && cur=
  if [ -n "$_urne_kind" ] && [ "\${cur:0:1}" != - ]; then
    _urne_complete_value "$_urne_kind" "$cur"
  elif [ "\${cur:0:1}" = - ]; then
    COMPREPLY=($(compgen -W "$(_urne_options "$_urne_path")" -- "$cur"))
  else
    local words="$(_urne_commands "$_urne_path")"
    [ -z "$_urne_path" ] && words="$words help"
    [ -n "$_urne_help" ] && [ -z "$_urne_path" ] && words="$words ${helpTopics.join(" ")}"
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    [ -z "$_urne_help" ] && _urne_complete_value "$(_urne_argument "$_urne_path")" "$cur"
  fi
}
_urne_complete_value() {
  local line
  case "$1" in
    file|file+) compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2") ;;
    folder|folder+) compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2") ;;
    choice*) COMPREPLY+=($(compgen -W "\${1#* }" -- "$2")) ;;
  esac
}
complete -F _urne urne
`

/** For zsh, which shows descriptions of commands and options. */
function describing(nodes: readonly CompletionNode[]): string {
  const colon = (text: string) => text.replaceAll(":", "\\:")
  const commands = nodes.map(({ path, commands }) => {
    const lines = commands.map(({ name, description }) => quoted(`${name}:${colon(description)}`))
    return `    ${quoted(path)}) _urne_lines=(${lines.join(" ")}) ;;`
  })
  const options = nodes.map(({ path, options }) => {
    const lines = options.flatMap(({ flags, description }) =>
      flags.map((flag) => quoted(`${flag}:${colon(description)}`)),
    )
    return `    ${quoted(path)}) _urne_lines=(${lines.join(" ")}) ;;`
  })
  return `_urne_describe() {
  case "$1" in
${commands.join("\n")}
  esac
}
_urne_describe_options() {
  case "$1" in
${options.join("\n")}
  esac
}
`
}

const zsh = `_urne_complete_value() {
  case "$1" in
    file|file+) _files ;;
    folder|folder+) _files -/ ;;
    choice*) compadd -- \${=1#* } ;;
    *) return 1 ;;
  esac
}
_urne() {
  local _urne_path _urne_kind _urne_help
  local -a _urne_lines
  _urne_walk "\${(@)words[2,CURRENT-1]}"
  if [[ -n "$_urne_kind" && "$PREFIX" != -* ]]; then
    _urne_complete_value "$_urne_kind"
  elif [[ "$PREFIX" == -* ]]; then
    _urne_describe_options "$_urne_path"
    _describe -o option _urne_lines
  else
    _urne_describe "$_urne_path"
    (( \${#_urne_lines} )) && _describe command _urne_lines
    [[ -z "$_urne_path" ]] && compadd -- help
    [[ -n "$_urne_help" && -z "$_urne_path" ]] && compadd -- ${helpTopics.join(" ")}
    [[ -z "$_urne_help" ]] && _urne_complete_value "$(_urne_argument "$_urne_path")"
  fi
  return 0
}
if [[ "\${funcstack[1]}" = _urne ]]; then
  _urne "$@"
else
  compdef _urne urne
fi
`

function fishText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`
}

/** Quotes words of which fish makes a list, and in which some signs have a meaning for it. */
function fishWords(words: readonly string[]): string {
  return fishText(words.map((word) => (/^[\w-]+$/.test(word) ? word : fishText(word))).join(" "))
}

function fishScript(nodes: readonly CompletionNode[]): string {
  const known = nodes.filter(({ path }) => path !== "").map(({ path }) => fishText(path))
  // The same option may take one value in one command and several in another.
  const taking = (several: boolean) =>
    nodes
      .flatMap(({ path, options }) =>
        options
          .filter(({ value }) => value?.several === several)
          .flatMap(({ flags }) => flags.map((flag) => fishText(`${path} ${flag}`))),
      )
      .join(" ")
  const lines = nodes.flatMap(({ path, commands, options, values }) => {
    const here = `complete -c urne -n ${fishText(`__urne_at ${path === "" ? "''" : `'${path}'`}`)}`
    const last = values.at(-1)
    const isFile = last?.kind === "file" || last?.kind === "folder"
    return [
      ...commands.map(({ name, description }) => `${here} -f -a ${name} -d ${fishText(description)}`),
      ...(last?.kind === "choice" ? [`${here} -f -a ${fishWords(last.choices)}`] : []),
      ...(isFile || commands.length > 0 ? [] : [`${here} -f`]),
      ...options.map((option) => `${here} ${fishOption(option)}`),
    ]
  })
  return `# The command whose words stand before the cursor, options and their values left out; then whether an option before it
# takes several values.
function __urne_walk
  set -l known ${known.join(" ")}
  set -l path ''
  set -l value none
  set -l once ${taking(false)}
  set -l several ${taking(true)}
  for word in (commandline -opc)[2..-1]
    if string match -q -- '-*' $word
      set value none
      contains -- "$path $word" $once; and set value once
      contains -- "$path $word" $several; and set value several
    else if test $value = once
      set value none
    else if test $value = none; and test "$word" != help
      set -l next (string trim -- "$path $word")
      contains -- $next $known; and set path $next
    end
  end
  echo $path
  echo $value
end
function __urne_at
  set -l walked (__urne_walk)
  test "$walked[1]" = "$argv[1]"
end
function __urne_several
  set -l walked (__urne_walk)
  test "$walked[2]" = several
end
complete -c urne -n __urne_several -F
complete -c urne -n "__urne_at ''" -f -a help
complete -c urne -n "__urne_at ''; and contains help (commandline -opc)" -f -a '${helpTopics.join(" ")}'
${lines.join("\n")}
`
}

function fishOption({ flags, description, value }: CompletionOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
  const taken =
    value === undefined
      ? ""
      : value.kind === "choice"
        ? ` -x -a ${fishWords(value.choices)}`
        : value.kind === "folder"
          ? " -x -a '(__fish_complete_directories)'"
          : value.kind === "file"
            ? " -r -F"
            : " -x"
  return `${names.join(" ")}${taken} -d ${fishText(description)}`
}
