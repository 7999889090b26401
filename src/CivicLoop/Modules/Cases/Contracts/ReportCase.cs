using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Secrets;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>What somebody tells the city, as it came in.</summary>
internal sealed record ReportInput
{
    public PlaceInput Place { get; init; } = new();

    public string? Description { get; init; }

    public ContactInput? Contact { get; init; }

    /// <summary>Ids of pictures uploaded before.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    public CaseSource Source { get; init; } = CaseSource.Resident;

    /// <summary>The other system's number with its name before it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Language the reporter is answered in.</summary>
    public string Language { get; init; } = "zh";
}

/// <summary>A stored report and the secret its reporter comes back with.</summary>
internal sealed record Reported(Case Case, string Secret);

/// <summary>Takes in a report: the portal, the API, Open311 and the console all come through here.
/// </summary>
internal sealed class ReportCase(
    CityHolder city, CaseNumbers numbers, CaseWriter writer, CaseContacts contacts,
    ContactProofs proofs, ContactVault vault, TimeProvider time)
{
    /// <summary>Errors: whatever is wrong with class, place, words or contact; a source the caller
    /// may not speak for.</summary>
    public Task<Outcome<Reported>> RunAsync(
        ReportInput input, Caller caller, CancellationToken stop = default) =>
        RunAsync(input, caller, along: null, stop);

    /// <param name="along">Stores what belongs to the report in the same transaction.</param>
    public async Task<Outcome<Reported>> RunAsync(
        ReportInput input, Caller caller, Func<WriteSession, Case, Task>? along,
        CancellationToken stop = default)
    {
        if (IsStaffSource(input.Source) && !caller.MaySomewhere(Permission.CaseReport))
        {
            return new Problem(ProblemCode.NotPermitted, "source", Permission.CaseReport);
        }

        if (input.Contact?.Fault() is { } fault)
        {
            return fault;
        }

        if (!CaseSettings.Find(city.Current, input.Place).Try(out var setting, out var problem))
        {
            return problem;
        }

        if (input.Description?.Length > CaseAction.WordsMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "description", CaseAction.WordsMax,
                input.Description.Length);
        }

        return await StoreAsync(input, caller, setting, along, stop);
    }

    private async Task<Outcome<Reported>> StoreAsync(
        ReportInput input, Caller caller, CaseSetting setting,
        Func<WriteSession, Case, Task>? along, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var report = new CaseReport
        {
            Id = Ids.New(now),
            Number = await numbers.NextAsync(setting.DistrictCode, now, stop),
            Source = input.Source,
            Setting = setting,
            Description = input.Description,
            ExternalId = input.ExternalId,
            Pictures = input.Pictures,
        };
        var recipient = new CaseRecipient(report.Id, null);
        var secret = CaseSecrets.WayBack(vault, recipient.Name);
        var reporter = contacts.Reporter(report.Id, secret, input.Contact, input.Language, now);
        var stored = await writer.ReportAsync(
            report, caller.Actor, caller.OrganizationCode, reporter,
            async (session, row) =>
            {
                if (along is not null)
                {
                    await along(session, row);
                }

                await proofs.AskAsync(
                    session, row, recipient, input.Contact, input.Language, row.ReportedAt);
                return await Pictures.AttachAsync(
                    session, row.Id, PictureStage.Report, input.Pictures, caller.Actor,
                    row.ReportedAt);
            },
            stop);
        return stored.Try(out var reported, out var problem)
            ? new Reported(reported, secret)
            : problem;
    }

    private static bool IsStaffSource(CaseSource source) =>
        source is CaseSource.Worker or CaseSource.HigherLevel or CaseSource.Media
            or CaseSource.Hotline;
}
