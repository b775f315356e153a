import globals from "globals";
import js from "@eslint/js";

export default [
    {ignores: ["**/static/lib/**", "**/static/src/lib/**"]},
    js.configs.recommended,
    {
        languageOptions: {
            ecmaVersion: 2023,
            sourceType: "module",
            globals: {...globals.browser, odoo: "readonly"},
        },
        rules: {
            curly: "error",
            eqeqeq: "error",
            "no-alert": "error",
            "no-eval": "error",
            "no-shadow": "error",
            "no-unused-vars": ["error", {argsIgnorePattern: "^_"}],
            "no-useless-concat": "error",
            "no-var": "error",
            "object-shorthand": "error",
            "prefer-const": "error",
        },
    },
    {
        // Service workers live in a scope of their own.
        files: ["**/service_worker*.js"],
        languageOptions: {globals: {...globals.serviceworker}},
    },
];
