import * as record from 'N/record';
import type { Tickets } from '../application/ticket-port';
import type { TicketGround } from '../domain/ticket';
import { REQUEST_RECORD } from './record-ids';
import { requestOf } from './request-gateway';

/** Force tickets on `customrecord_dkt_request`. */
export class TicketGateway implements Tickets {
  load(internalId: number): TicketGround {
    return requestOf(record.load({ type: REQUEST_RECORD, id: internalId, isDynamic: false }));
  }
}
