import xml from "@prettier/plugin-xml";

export default {
    plugins: [xml],
    printWidth: 88,
    tabWidth: 4,
    bracketSpacing: false,
    proseWrap: "always",
    trailingComma: "es5",
    xmlWhitespaceSensitivity: "preserve",
};
