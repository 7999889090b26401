using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>What a command may be given; which of it is needed stands in the workflow table.
/// </summary>
internal sealed record ActInput
{
    /// <summary>Reason, result, answer or note.</summary>
    public string? Words { get; init; }

    public bool Internal { get; init; }

    /// <summary>Code of the organisation a case is given to.</summary>
    public string? Unit { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Number of the case it is merged into.</summary>
    public string? OtherCase { get; init; }

    /// <summary>What the child cases of a split are about.</summary>
    public IReadOnlyList<PartInput> Parts { get; init; } = [];

    /// <summary>Ids of pictures uploaded before.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    /// <summary>Class and place given anew; a part left out stays.</summary>
    public PlaceInput? Place { get; init; }

    /// <summary>The version of the case the person saw; refused when it changed
    /// meanwhile.</summary>
    public long? Version { get; init; }
}

/// <summary>One child of a split case: a class and what it is about.</summary>
internal sealed record PartInput(string Class, string? Description);

/// <summary>Does one command on one case: every button of every page, the API and the other systems
/// come through here.</summary>
internal sealed class ActOnCase(
    CityDatabase database, CityHolder city, CaseWriter writer, SplitCase splits,
    Mentions mentions, CaseNotices notices)
{
    /// <summary>Errors: the case is not there, the caller may not, something needed is missing, the
    /// workflow does not allow it now, or the case changed meanwhile.</summary>
    public async Task<Outcome<Case>> RunAsync(
        string number, CaseCommand command, ActInput input, Caller caller,
        CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        var id = await context.Set<Case>().Where(row => row.Number == number)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
        return id is { } found
            ? await RunAsync(found, command, input, caller, stop)
            : new Problem(ProblemCode.NotFound, "case", number);
    }

    public async Task<Outcome<Case>> RunAsync(
        Guid id, CaseCommand command, ActInput input, Caller caller,
        CancellationToken stop = default)
    {
        var mentioned = await MentionedAsync(id, command, input, caller, stop);
        var action = new CaseAction(command, caller)
        {
            Words = input.Words,
            // What names a colleague is between colleagues.
            Internal = input.Internal || mentioned.Count > 0,
            UnitOrg = string.IsNullOrWhiteSpace(input.Unit) ? null : input.Unit.Trim(),
            Until = input.Until,
            Pictures = input.Pictures,
        };
        return await writer.ActAsync(
            id, action, input.Version,
            (session, before) => CompleteAsync(session, before, action, input),
            (session, after) => AttachAsync(session, after, action, mentioned), stop);
    }

    private async Task<IReadOnlyList<string>> MentionedAsync(
        Guid id, CaseCommand command, ActInput input, Caller caller, CancellationToken stop)
    {
        if (command != CaseCommand.Note || caller.OrganizationCode is null
            || input.Words?.Contains('@', StringComparison.Ordinal) != true)
        {
            return [];
        }

        await using var context = database.OpenContext();
        return await context.Set<Case>().FirstOrDefaultAsync(row => row.Id == id, stop) is { } about
            ? await mentions.InAsync(input.Words, about, stop)
            : [];
    }

    private async Task<Problem?> AttachAsync(
        WriteSession session, Case after, CaseAction action, IReadOnlyList<string> mentioned)
    {
        await notices.MentionAsync(session, after, mentioned, after.UpdatedAt);
        if (action.Command == CaseCommand.TakeBack)
        {
            var undone = await CaseUndo.LastAsync(session.Reads, after.Id);
            await Outbox.WithdrawAsync(session, after.Id, undone!.At);
            await CaseUndo.ForgetAsync(session, after.Id);
        }

        if (action.Command == CaseCommand.Release)
        {
            await Pictures.ReleaseAsync(session, after.Id, after.UpdatedAt);
        }

        return await Pictures.AttachAsync(
            session, after.Id, PictureStages.Of(action.Command), action.Pictures,
            action.Caller.Actor, after.UpdatedAt);
    }

    // What a command needs to know of other rows is read inside its transaction.
    private async Task<Outcome<CaseAction>> CompleteAsync(
        WriteSession session, Case before, CaseAction action, ActInput input) =>
        action.Command switch
        {
            CaseCommand.Accept or CaseCommand.Reclassify or CaseCommand.Relocate
                or CaseCommand.Edit =>
                WithSetting(before, action, input.Place),
            CaseCommand.TakeBack => action with
            {
                Last = await CaseUndo.LastAsync(session.Reads, before.Id),
            },
            CaseCommand.Merge => await WithOtherAsync(session, before, action, input.OtherCase),
            CaseCommand.Split => await splits.WithPartsAsync(session, before, action, input.Parts),
            CaseCommand.Close when before.State == CaseState.Split => action with
            {
                PartsOpen = await session.Reads.Set<Case>()
                    .CountAsync(row => row.ParentId == before.Id && row.IsOpen),
            },
            CaseCommand.Dispatch => action with { UnitOrg = action.UnitOrg ?? before.UnitOrg },
            _ => action,
        };

    private Outcome<CaseAction> WithSetting(Case before, CaseAction action, PlaceInput? given)
    {
        var place = given ?? new PlaceInput();
        var missing = action.Command switch
        {
            CaseCommand.Reclassify => string.IsNullOrWhiteSpace(place.Class),
            CaseCommand.Relocate => place is { Lat: null, Lon: null, Address: null },
            CaseCommand.Edit =>
                place is { Class: null, Lat: null, Lon: null, Address: null },
            _ => place is { Class: null, Condition: null, Lat: null, Lon: null },
        };
        if (missing)
        {
            return action;
        }

        var moved = place.Lat is not null || place.Lon is not null;
        var merged = place with
        {
            Class = place.Class ?? before.ClassCode,
            Condition = place.Condition ?? (place.Class is null ? before.ConditionN : 1),
            Lat = moved ? place.Lat : before.Lat,
            Lon = moved ? place.Lon : before.Lon,
            System = moved ? place.System : Domain.Places.CoordinateSystem.Wgs84,
            Address = place.Address ?? before.Address,
        };
        return CaseSettings.Find(city.Current, merged).Try(out var setting, out var problem)
            ? action with { Setting = setting }
            : problem;
    }

    private static async Task<Outcome<CaseAction>> WithOtherAsync(
        WriteSession session, Case before, CaseAction action, string? number)
    {
        if (string.IsNullOrWhiteSpace(number))
        {
            return action;
        }

        var wanted = number.Trim();
        var other = await session.Reads.Set<Case>()
            .FirstOrDefaultAsync(row => row.Number == wanted);
        return other is null
            ? new Problem(ProblemCode.NotFound, "otherCase", wanted)
            : action with
            {
                OtherCaseId = other.Id,
                OtherCaseFits = other.Id != before.Id && other.State != CaseState.Merged
                    && other.IsOpen,
            };
    }
}
