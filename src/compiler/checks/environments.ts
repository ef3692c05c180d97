import { deliveryProblems } from '../../base/diagnostics/delivery-problems.ts'
import { type Diagnostic, diagnose } from '../../base/diagnostics/diagnostic.ts'
import { knownValue, type Structure, type Term } from '../elaborate/term.ts'
import type { Rule } from './rule.ts'
import { visitTerms } from './terms.ts'

type Report = (diagnostic: Diagnostic) => void
type ComponentStructure = Extract<Structure, { kind: 'component' }>

/** What a command runs in is the same tomorrow: images have a digest, packages a version. */
export const environments: Rule = ({ elaborated }, report) => {
  for (const { declared, given } of elaborated.values()) {
    const place = given.get('runs_in')
    if (place) visitTerms(place, (part) => checkEnvironment(part, report))
    const image = declared.kind === 'target' ? given.get('image') : undefined
    if (image) checkImage(image, report)
  }
}

function checkEnvironment({ structure, location }: Term, report: Report): void {
  if (structure?.kind !== 'component' || structure.signature.is !== 'environment') return
  const { name } = structure.signature
  if (name === 'container') {
    const image = structure.arguments.get('image')
    if (image) checkImage(image, report)
  } else if (name === 'python' || name === 'node') {
    if (isEmpty(structure)) report(diagnose(deliveryProblems.noPackages, { name }, location))
    const packages = structure.arguments.get('packages')
    if (packages) visitTerms(packages, (part) => checkPackage(part, report))
  }
}

function isEmpty({ arguments: given }: ComponentStructure): boolean {
  const said = (name: string) => {
    const term = given.get(name)
    return term && knownValue(term)
  }
  const packages = said('packages')
  return (
    said('lock') === null && (packages === undefined || (Array.isArray(packages) && packages.length === 0))
  )
}

function checkImage(term: Term, report: Report): void {
  const image = knownValue(term)
  if (typeof image !== 'string' || /@sha256:[0-9a-f]{64}$/.test(image)) return
  const plain = image.replace(/@.*$/, '')
  report(diagnose(deliveryProblems.imageNotPinned, { image: plain }, term.location))
}

/** `name==1.2.3`, or `name @ address`; extras and markers may stand beside. */
function checkPackage(term: Term, report: Report): void {
  const said = knownValue(term)
  if (typeof said !== 'string' || /^[\w.-]+(\[[\w.,\s-]+\])?\s*(===?\s*[^\s*]+|@\s*\S+)/.test(said)) return
  report(diagnose(deliveryProblems.packageNotPinned, { package: said }, term.location))
}
