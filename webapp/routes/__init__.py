"""HTTP: who asks, what for, and the answer in their words."""

from __future__ import annotations

from flask import Flask

from webapp.routes import alive, errors, guard, headers, pages, pwa, request_log, up
from webapp.routes.account import devices, invite, setup, sign_in
from webapp.routes.house import board, residents, roll_call, rules
from webapp.routes.kiosk import kiosk, number
from webapp.routes.participant import (
    absence,
    access_log,
    check_in,
    check_out,
    directory,
    disputes,
    find_meeting,
    log_sharing,
    meeting_log,
    meetings,
    notice,
    record,
    reminder_text,
    reminders,
    sharing,
    slip,
    today,
    waiting,
    week,
    you,
)
from webapp.routes.participant import contacts as own_contacts
from webapp.routes.program import (
    appointments,
    calendar,
    change,
    confirm,
    contacts,
    daytime_plan,
    edit_person,
    enroll_again,
    figures,
    first_steps,
    front_desks,
    houses,
    import_people,
    meeting_by_hand,
    meeting_import,
    people,
    phase,
    phases,
    schedule,
    sessions,
    settings,
    sheet,
    slips,
    staff,
    template,
    texts,
    their_day,
    topics,
    week_sheet,
    zone,
)
from webapp.routes.program import meetings as meeting_lists

BLUEPRINTS = (
    pages.pages,
    pwa.pwa,
    up.up,
    sign_in.sign_in_pages,
    invite.invite_pages,
    setup.setup_pages,
    devices.device_pages,
    today.today_pages,
    check_in.check_in_pages,
    check_out.check_out_pages,
    absence.absence_pages,
    record.record_pages,
    disputes.dispute_pages,
    waiting.waiting_pages,
    meetings.meeting_pages,
    meeting_log.meeting_log_pages,
    slip.slip_pages,
    find_meeting.find_pages,
    directory.directory_pages,
    week.week_pages,
    you.you_pages,
    reminders.reminder_pages,
    reminder_text.reminder_text_pages,
    sessions.session_pages,
    appointments.appointment_pages,
    confirm.confirm_pages,
    figures.figure_pages,
    change.change_pages,
    sheet.sheet_pages,
    slips.slips_pages,
    week_sheet.week_sheet_pages,
    import_people.import_pages,
    meeting_lists.source_pages,
    meeting_import.import_pages,
    meeting_by_hand.by_hand_pages,
    people.people_pages,
    edit_person.edit_person_pages,
    enroll_again.enroll_again_pages,
    contacts.contact_pages,
    daytime_plan.daytime_plan_pages,
    own_contacts.own_contact_pages,
    settings.settings_pages,
    texts.text_pages,
    staff.staff_pages,
    template.template_pages,
    first_steps.first_steps_pages,
    schedule.schedule_pages,
    calendar.calendar_pages,
    topics.topic_pages,
    phases.phase_pages,
    phase.one_phase_pages,
    zone.zone_pages,
    their_day.their_day_pages,
    houses.house_pages,
    front_desks.front_desk_pages,
    kiosk.kiosk_pages,
    number.number_pages,
    notice.notice_pages,
    sharing.sharing_pages,
    log_sharing.log_sharing_pages,
    access_log.access_log_pages,
    board.board_pages,
    roll_call.roll_call_pages,
    residents.resident_pages,
    rules.rules_pages,
)


def register(app: Flask) -> None:
    """Everything that answers a request, in one place."""
    guard.register(app)
    headers.register(app)
    request_log.register(app)
    alive.register(app)
    errors.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
