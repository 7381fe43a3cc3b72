import tseslint from "typescript-eslint"

export default tseslint.config(
  {
    ignores: [
      ...["dist/", "dist-bench/", "coverage/", "node_modules/", "bin/", "build/", "fixtures/"],
      ...["eslint.config.js"],
      // AssemblyScript, which its own compiler checks, and what it compiles to.
      ...["src/belenios/kernel/assembly/", "src/belenios/kernel/binary.ts"],
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise nobody awaits turns a check into no check.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // What is imported for its types alone says so once.
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "randomness comes from World.random" },
        { object: "Date", property: "now", message: "time comes from World.now" },
      ],
      "no-restricted-syntax": [
        "error",
        {
          // Even `import { type Database }` would load it, and on Node 20 it is not there.
          selector: 'ImportDeclaration[source.value="better-sqlite3"][importKind!="type"]',
          message: "databases are opened by store/sqlite.ts; elsewhere `import type`",
        },
      ],
    },
  },
  {
    // Tests say what they expect; where they are wrong they fail.
    files: ["test/**", "bench/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
    },
  },
)
