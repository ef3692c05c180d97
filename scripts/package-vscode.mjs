// Packages the extension: bundles its code and writes editors/vscode/pipewright-<version>.vsix.
// Usage: node scripts/package-vscode.mjs [folder for the .vsix]
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { zip } from './zip.mjs'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'editors/vscode')

const shipped = ['README.md', 'language-configuration.json', 'syntaxes/pipe.tmLanguage.json']

/** Writes the .vsix and gives its path. */
export async function packageExtension(into = folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { scripts: _, private: __, type: ___, ...published } = manifest
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['editors/vscode/src/extension.ts'],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    external: ['vscode'],
    logLevel: 'warning',
  })
  const entry = (name, data) => ({ name, data: Buffer.from(data) })
  const file = join(into, `${manifest.name}-${manifest.version}.vsix`)
  const archive = zip([
    entry('[Content_Types].xml', contentTypes),
    entry('extension.vsixmanifest', vsixManifest(manifest)),
    entry('extension/package.json', `${JSON.stringify(published, null, 2)}\n`),
    entry('extension/dist/extension.cjs', outputFiles[0].contents),
    entry('extension/LICENSE.txt', readFileSync(join(root, 'LICENSE'))),
    ...shipped.map((name) => entry(`extension/${name}`, readFileSync(join(folder, name)))),
  ])
  writeFileSync(file, archive)
  return file
}

const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension=".json" ContentType="application/json"/>
  <Default Extension=".cjs" ContentType="application/javascript"/>
  <Default Extension=".md" ContentType="text/markdown"/>
  <Default Extension=".txt" ContentType="text/plain"/>
  <Default Extension=".vsixmanifest" ContentType="text/xml"/>
</Types>
`

function vsixManifest({ name, displayName, description, version, publisher, categories, keywords, engines }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>${escaped(keywords.join(','))}</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <License>extension/LICENSE.txt</License>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(engines.vscode)}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}

if (process.argv[1] === import.meta.filename) {
  const [, , into] = process.argv
  process.stdout.write(`${await packageExtension(into === undefined ? undefined : resolve(into))}\n`)
}
