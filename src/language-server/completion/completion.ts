import { posix } from 'node:path'
import type { CompletionItem } from 'vscode-languageserver'
import { rangeOf } from '../places.ts'
import type { Session } from '../session.ts'
import type { View } from '../workspace.ts'
import { cursorAt } from './cursor.ts'
import { itemOf, type Offer } from './item.ts'
import { keyOffers } from './keys.ts'
import { kindOffers, typeOffers } from './kinds.ts'
import { memberOffers } from './members.ts'
import { pathOffers } from './paths.ts'
import { type Place, placeAt } from './place.ts'
import { textOffers, unitOffers, valueOffers } from './values.ts'

/** What may be written at an offset. */
export function completion(session: Session, view: View, offset: number): CompletionItem[] {
  const { document } = view
  const cursor = cursorAt(document.getText(), offset)
  const place = cursor && placeAt(session.workspace, view, cursor)
  if (!place) return []
  const style = {
    range: rangeOf(document, cursor.replaced),
    snippets: session.client.textDocument?.completion?.completionItem?.snippetSupport === true,
  }
  return offersAt(session, view, place).map((offer) => itemOf(offer, style))
}

function offersAt({ workspace }: Session, view: View, place: Place): readonly Offer[] {
  switch (place.cursor.kind) {
    case 'kind':
      return kindOffers(place)
    case 'key':
      return keyOffers(place)
    case 'member':
      return memberOffers(place)
    case 'text':
      return [...textOffers(place), ...pathOffers(place, workspace.host, posix.dirname(view.file))]
    case 'number':
      return unitOffers(place, place.cursor)
    case 'pick':
      return []
    case 'value':
      return isType(place) ? typeOffers() : valueOffers(place)
  }
}

/** True behind the colon of `param name:`. */
function isType({ path }: Place): boolean {
  return path.some((node, index) => {
    const outer = path[index + 1]
    return outer?.kind === 'declaration' && outer.type === node
  })
}
