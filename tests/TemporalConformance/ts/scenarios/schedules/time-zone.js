exports.scenario = async ({ createSchedule, assert }) => {
  const nextHours = async (timezone) => {
    const schedule = await createSchedule('any', { spec: { calendars: [{ hour: 9 }], timezone }, state: { paused: true } });
    const { info } = await schedule.describe();
    await schedule.delete();
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hour12: false });
    return info.nextActionTimes.map((time) => hour.format(time));
  };
  for (const zone of ['Europe/Oslo', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
    const hours = await nextHours(zone);
    assert.equal(hours.length, 10);
    assert.ok(hours.every((hour) => hour === '09:00'), `${zone}: ${hours}`);
  }
  await assert.rejects(createSchedule('any', { spec: { calendars: [{ hour: 9 }], timezone: 'Nowhere/Else' } }));
};
