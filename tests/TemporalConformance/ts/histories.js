// Histories as scenarios read them: names for numbers, and the attributes of the one event asked for.
const { temporal } = require('@temporalio/proto');

const named = (type) => temporal.api.enums.v1.EventType[type].replace('EVENT_TYPE_', '');
const events = async (handle) => (await handle.fetchHistory()).events;
const attributes = (event) => event[event.attributes];

module.exports = {
  named,
  attributes,
  events,
  /** The names of all events but workflow tasks, whose number depends on timing. */
  eventTypes: async (handle) => (await events(handle)).map((event) => named(event.eventType)).filter((type) => !type.startsWith('WORKFLOW_TASK_')),
  /** The attributes of every event of a type. */
  eventsOf: async (handle, type) => (await events(handle)).filter((event) => named(event.eventType) === type).map(attributes),
};
