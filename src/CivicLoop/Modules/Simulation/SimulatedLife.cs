using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Cases.Contracts;

namespace CivicLoop.Modules.Simulation;

/// <summary>One case from its report to wherever it stands when the simulated time ends. Every step
/// is decided by the domain; a refused step is a mistake of the simulation and stops it.</summary>
internal sealed class SimulatedLife
{
    // Shares after what cities publish of themselves, made a little worse so that there is
    // something to see: returns, extensions and suspensions each a few in a hundred.
    private const double RejectShare = 0.05;
    private const double WithdrawShare = 0.01;
    private const double ReturnShare = 0.05;
    private const double SameUnitShare = 0.4;
    private const double ExtensionShare = 0.05;
    private const double SuspensionShare = 0.025;
    private const double GrantShare = 0.7;
    private const double NeglectShare = 0.03;
    private const double AnswerShare = 0.3;
    private const double UrgeShare = 0.5;
    private const double SuperviseShare = 0.12;
    private const int ReworksMax = 3;

    private const int SaltBytes = 16;

    private readonly SimulatedCity city;
    private readonly SeededDraws draws;
    private readonly DateTimeOffset end;
    private readonly Func<string, long, string> picture;
    private readonly Caller supervision;
    private readonly Caller command;
    private readonly CaseHistory history;
    private DateTimeOffset at;

    /// <param name="end">No step is made after it.</param>
    /// <param name="picture">Answers the name of the checker's picture of a class.</param>
    public SimulatedLife(
        SimulatedCity city, CaseHistory history, SeededDraws draws, DateTimeOffset end,
        Func<string, long, string> picture)
    {
        this.city = city;
        this.history = history;
        this.draws = draws;
        this.end = end;
        this.picture = picture;
        at = history.Case.ReportedAt;
        var district = history.Case.DistrictCode;
        supervision = city.Body(
            "supervision", district, Permission.CaseAccept, Permission.CaseVerify,
            Permission.CaseCheck, Permission.CaseClose, Permission.CaseMerge,
            Permission.CaseUrge, Permission.CaseSupervise);
        command = city.Body(
            "dispatch", district, Permission.CaseDispatch, Permission.CaseAdjudicate,
            Permission.CaseApprove);
    }

    private Case Case => history.Case;

    private WorkCalendar Calendar => city.Model.Calendar;

    /// <summary>Plays the whole life.</summary>
    /// <param name="duplicateOf">An open case of the same problem; null for most.</param>
    public void Play(Guid? duplicateOf)
    {
        if (!Open(duplicateOf) || !Dispatch() || !Settle())
        {
            return;
        }

        var reopened = false;
        while (Rectify() && CheckAndClose() && !reopened && Answer())
        {
            reopened = true;
        }
    }

    private bool Open(Guid? duplicateOf)
    {
        var fromResident = Case.Source is CaseSource.Resident or CaseSource.Open311;
        if (fromResident && draws.Chance(WithdrawShare))
        {
            Do(CaseCommand.Withdraw, Caller.Reporter, Urgent(0.1, 1), null);
            return false;
        }

        if (city.Model.CaseRules.SeenFirst.Contains(Case.Source))
        {
            if (!Do(CaseCommand.AskVerification, supervision, Working(0.05, 1.6), null))
            {
                return false;
            }

            if (draws.Chance(RejectShare))
            {
                Do(CaseCommand.Reject, supervision, Working(0.5, 4), city.Script.Reject);
                return false;
            }

            if (!Do(CaseCommand.ConfirmOnSite, supervision, Working(0.3, 4.4), city.Script.Seen))
            {
                return false;
            }
        }

        if (duplicateOf is { } other)
        {
            var merge = new CaseAction(CaseCommand.Merge, supervision)
            {
                OtherCaseId = other,
                OtherCaseFits = true,
            };
            Do(merge, Working(0.05, 1), null);
            return false;
        }

        return Do(CaseCommand.Accept, supervision, Working(0.05, 2.1), null);
    }

    private bool Dispatch()
    {
        if (!Do(To(CaseCommand.Dispatch, Case.UnitOrg), Working(0.02, 1.05), null))
        {
            return false;
        }

        if (!draws.Chance(ReturnShare))
        {
            return true;
        }

        if (!Do(CaseCommand.Return, city.Unit(Case.UnitOrg), Working(0.2, 1.9), city.Script.Return))
        {
            return false;
        }

        var other = new[] { Case.TerritoryOrg, Case.LineOrg }
            .FirstOrDefault(code => code is not null && code != Case.UnitOrg);
        var unit = draws.Chance(SameUnitShare) ? Case.UnitOrg : other ?? Case.UnitOrg;
        return Do(
            To(CaseCommand.Adjudicate, unit), Working(0.3, 5), city.Script.Adjudicate);
    }

    // What a unit asks for before it works: more time, or to set the case aside.
    private bool Settle()
    {
        if (Case.Line.DueAt is { } due && draws.Chance(ExtensionShare))
        {
            var asked = Between(Case.DispatchedAt!.Value, due, draws.Between(0.3, 0.9));
            return asked <= at || Extend(asked, due);
        }

        return !draws.Chance(SuspensionShare) || Suspend();
    }

    private bool Extend(DateTimeOffset asked, DateTimeOffset due)
    {
        var until = Calendar.DueAt(due, new TimeLimit(
            (decimal)Math.Round(draws.Between(1, 3), 3), ClockKind.WorkingDays)).At;
        var ask = new CaseAction(CaseCommand.AskExtension, city.Unit(Case.UnitOrg))
        {
            Until = until,
        };
        if (!Do(ask, asked, city.Script.AskExtension))
        {
            return false;
        }

        return draws.Chance(GrantShare)
            ? Do(CaseCommand.GrantExtension, command, Working(0.5, 6), null)
            : Do(CaseCommand.RefuseExtension, command, Working(0.5, 6), city.Script.Refuse);
    }

    private bool Suspend()
    {
        // Counted from the asking: before a long holiday that may be more than a week away.
        var pause = draws.Between(6, 20);
        var asked = Working(0.3, 3);
        var review = asked.AddDays(pause);
        var ask = new CaseAction(CaseCommand.AskSuspension, city.Unit(Case.UnitOrg))
        {
            Until = review,
        };
        if (!Do(ask, asked, city.Script.AskSuspension))
        {
            return false;
        }

        if (!draws.Chance(GrantShare))
        {
            return Do(
                CaseCommand.RefuseSuspension, command, Working(1, 8), city.Script.Refuse);
        }

        return Do(CaseCommand.GrantSuspension, command, Working(1, 8), null)
            && Do(CaseCommand.Resume, command, review > at ? Noon(review) : Working(1, 2), null);
    }

    private bool Rectify()
    {
        var skill = city.Skill(Case.UnitOrg);
        var done = DoneAt(skill);
        if (Case.Line.DueAt is { } due && done > due && !Press(due, done))
        {
            return false;
        }

        return Do(
            CaseCommand.Rectify, city.Unit(Case.UnitOrg), done > at ? done : Working(0.2, 1),
            city.Script.Rectified);
    }

    // When the unit is done: most inside the limit, some after it, a few not in this lifetime.
    private DateTimeOffset DoneAt(double skill)
    {
        var limit = Case.Line.LimitMilli is { } milli
            ? TimeLimit.FromMilli(milli, Case.Line.Kind)
            : new TimeLimit(3, ClockKind.WorkingDays);
        if (draws.Chance(NeglectShare * (1 - skill) * 4))
        {
            return end.AddDays(1);
        }

        var share = draws.Chance(skill)
            ? draws.Between(0.08, 0.97)
            : draws.Between(1.02, 1 + (5 * (1 - skill)));
        var begin = Case.Line.StartedAt ?? at;
        var amount = Math.Round(limit.Amount * (decimal)share, 3);
        var done = Calendar.DueAt(begin, limit with { Amount = amount }).At;
        return limit.Kind == ClockKind.UrgentHours ? done : done.AddMinutes(draws.Between(-9, 0));
    }

    private bool Press(DateTimeOffset due, DateTimeOffset done)
    {
        var late = Calendar.DueAt(due, new TimeLimit(2, ClockKind.WorkingHours)).At;
        if (late >= done || late <= at)
        {
            return true;
        }

        if (draws.Chance(UrgeShare) && !Do(CaseCommand.Urge, supervision, late, null))
        {
            return false;
        }

        var later = Calendar.DueAt(late, new TimeLimit(8, ClockKind.WorkingHours)).At;
        if (later >= done || !draws.Chance(SuperviseShare))
        {
            return true;
        }

        var order = new CaseAction(CaseCommand.Supervise, supervision) { Until = later.AddDays(3) };
        return Do(order, later, city.Script.Supervise)
            && (Working(4, 14) is var answered && answered >= done
                || Do(
                    CaseCommand.AnswerSupervision, city.Unit(Case.UnitOrg), answered,
                    city.Script.Answered));
    }

    private bool CheckAndClose()
    {
        var fails = (1 - city.Skill(Case.UnitOrg)) * 0.35;
        while (Case.Reworks < ReworksMax && draws.Chance(fails))
        {
            if (!Do(CaseCommand.FailCheck, supervision, Working(0.5, 8), city.Script.Failed)
                || !Do(
                    CaseCommand.Rectify, city.Unit(Case.UnitOrg), Working(0.5, 10),
                    city.Script.Rectified))
            {
                return false;
            }
        }

        var pass = new CaseAction(CaseCommand.PassCheck, supervision)
        {
            Pictures = city.Model.CaseRules.PictureReasonOf(Case.ClassCode) is null
                ? []
                : [picture(Case.ClassCode, (long)(draws.Unit() * int.MaxValue))],
        };
        return Do(pass, Working(0.5, 8.3), city.Script.Passed)
            && Do(CaseCommand.Close, supervision, Working(0.1, 4.2), null);
    }

    // The reporter's answer; true where it reopened the case.
    private bool Answer()
    {
        var hears = Case.Source is CaseSource.Resident or CaseSource.Hotline
            or CaseSource.Open311;
        if (!hears || !draws.Chance(AnswerShare))
        {
            return false;
        }

        var satisfied = draws.Chance(0.55 + (0.4 * city.Skill(Case.UnitOrg)));
        var answered = at.AddHours(draws.Between(1, 60));
        return satisfied
            ? Do(CaseCommand.ConfirmFixed, Caller.Reporter, answered, city.Script.Confirmed)
                && false
            : Do(CaseCommand.DenyFixed, Caller.Reporter, answered, city.Script.Denied);
    }

    private CaseAction To(CaseCommand what, string? unit) => new(what, command)
    {
        UnitOrg = unit,
    };

    private bool Do(
        CaseCommand what, Caller caller, DateTimeOffset when, IReadOnlyList<string>? words) =>
        Do(new CaseAction(what, caller), when, words);

    // False when the simulated time is over.
    private bool Do(CaseAction action, DateTimeOffset when, IReadOnlyList<string>? words)
    {
        var salt = draws.Bytes(SaltBytes);
        var said = words is null ? null : draws.Pick(words);
        if (when > end)
        {
            return false;
        }

        if (history.Do(action with { Words = said }, when, salt) is { } refused)
        {
            throw new InvalidOperationException(
                $"{action.Command} on {Case.Id} in state {Case.State} at {when:O}: {refused}");
        }

        at = when;
        return true;
    }

    private DateTimeOffset Working(double from, double to) =>
        Later(from, to, ClockKind.WorkingHours);

    private DateTimeOffset Urgent(double from, double to) => Later(from, to, ClockKind.UrgentHours);

    private DateTimeOffset Later(double from, double to, ClockKind kind) => Calendar.DueAt(
        at, new TimeLimit((decimal)Math.Round(draws.Between(from, to), 4), kind)).At;

    private DateTimeOffset Noon(DateTimeOffset day) => Calendar.DueAt(
        day, new TimeLimit(1, ClockKind.WorkingHours)).At;

    private static DateTimeOffset Between(DateTimeOffset a, DateTimeOffset b, double share) =>
        a + ((b - a) * share);
}
