using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>What a row of a list of people did, or would do.</summary>
/// <param name="Secret">Of the link a new person sets a password with; known this once.</param>
internal sealed record PersonRow(
    int Line, PlanKind Kind, string SignIn, IReadOnlyList<string> Fields, string? Secret);

/// <summary>A list of people with what it did, or would do.</summary>
internal sealed record PeopleImport(
    Sheet Sheet, IReadOnlyList<PersonRow> Rows, IReadOnlyList<RefusedLine> Refused);

/// <summary>Takes people in from a list, by the same rules as an account made by hand. A person who
/// is new gets a link that works once; a list never holds a password.</summary>
internal sealed class ImportPeople(CityDatabase database, Callers callers, TimeProvider time)
{
    /// <summary>More accounts in one go than any city hires.</summary>
    public const int PeopleMax = 5_000;

    private static readonly string[] Needed = ["sign_in", "display_name", "role", "organization"];

    /// <summary>What a file would do; stores nothing. Errors: the file cannot be read.</summary>
    public Task<Outcome<PeopleImport>> LookAsync(
        byte[] file, string actor, CancellationToken stop) =>
        RunAsync(file, upload: null, actor, isDryRun: true, stop);

    /// <summary>Takes every row in that can be taken, in one transaction.</summary>
    public Task<Outcome<PeopleImport>> TakeAsync(
        byte[] file, Upload? upload, string actor, CancellationToken stop) =>
        RunAsync(file, upload, actor, isDryRun: false, stop);

    private async Task<Outcome<PeopleImport>> RunAsync(
        byte[] file, Upload? upload, string actor, bool isDryRun, CancellationToken stop)
    {
        if (!Sheet.Read(file, SheetColumns.People, Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        if (sheet.Rows.Count > PeopleMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "file", PeopleMax);
        }

        // A dry run does the very writes and then takes them back, so that it cannot say anything
        // else than the run that counts.
        PeopleImport? done = null;
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                done = await new PeopleTaking(session, actor, now).RunAsync(sheet, stop);
                return isDryRun
                    ? new Problem(ProblemCode.CommandNotAllowedNow, "dryRun")
                    : (Outcome<PeopleImport>)done;
            },
            stop);
        if (isDryRun && done is not null)
        {
            return done;
        }

        await callers.ForgetEverywhereAsync(stop);
        return outcome;
    }
}

/// <summary>One run over a list of people inside a transaction.</summary>
internal sealed class PeopleTaking(WriteSession session, string actor, DateTimeOffset now)
{
    private readonly List<PersonRow> rows = [];
    private readonly List<RefusedLine> refused = [];
    private readonly HashSet<(string, string?, string?, string?)> seen = [];

    public async Task<PeopleImport> RunAsync(Sheet sheet, CancellationToken stop)
    {
        foreach (var row in sheet.Rows)
        {
            stop.ThrowIfCancellationRequested();
            var outcome = await TakeAsync(row);
            if (outcome.Try(out var taken, out var problem))
            {
                rows.Add(taken);
            }
            else
            {
                refused.Add(new RefusedLine(row.Line, problem));
            }
        }

        return new PeopleImport(sheet, rows, refused);
    }

    private async Task<Outcome<PersonRow>> TakeAsync(SheetRow row)
    {
        var signIn = AccountWriter.Normal(row["sign_in"] ?? "");
        if (!seen.Add((signIn, row["role"], row["organization"], row["area"])))
        {
            return new Problem(ProblemCode.RowRepeated, "signIn", signIn);
        }

        if (await RefusePostAsync(row) is { } unusable)
        {
            return unusable;
        }

        var account = await session.Reads.Set<Account>()
            .FirstOrDefaultAsync(one => one.SignIn == signIn);
        return account is null
            ? await AddAsync(row, signIn)
            : account.IsDemonstration
                ? new Problem(ProblemCode.AlreadyExists, "signIn", signIn)
                : await ChangeAsync(row, account);
    }

    // Looked at before anything is written, because a row refused half way would leave its account
    // behind in the transaction of the others.
    private async Task<Problem?> RefusePostAsync(SheetRow row)
    {
        if (row["language"] is not (null or "zh" or "en"))
        {
            return new Problem(ProblemCode.UnknownValue, "language", row["language"]!);
        }

        var role = await session.Reads.Set<Role>()
            .FirstOrDefaultAsync(one => one.Code == row["role"] && one.RemovedAt == null);
        if (role is null)
        {
            return row["role"] is { } word
                ? new Problem(ProblemCode.UnknownValue, "role", word)
                : new Problem(ProblemCode.FieldRequired, "role");
        }

        if (!await session.Reads.Set<Organization>().AnyAsync(
            one => one.Code == row["organization"] && one.RetiredAt == null))
        {
            return row["organization"] is { } word
                ? new Problem(ProblemCode.UnknownValue, "organization", word)
                : new Problem(ProblemCode.FieldRequired, "organization");
        }

        return row["area"] is { } area
            && !await session.Reads.Set<Domain.Places.Area>().AnyAsync(one => one.Code == area)
                ? new Problem(ProblemCode.UnknownValue, "area", area)
                : null;
    }

    private async Task<Outcome<PersonRow>> AddAsync(SheetRow row, string signIn)
    {
        var account = AccountWriter.New(signIn, row["display_name"] ?? "", now, row["language"]);
        var made = await AccountWriter.MakeAsync(session, account, actor, now);
        if (made.Problem is { } problem)
        {
            return problem;
        }

        var post = await PostWriter.GiveAsync(session, Wanted(row, account.Id), actor, now);
        if (post.Problem is { } refusedPost)
        {
            return refusedPost;
        }

        var secret = await OneTimeLinks.MakeStartAsync(session, account.Id, actor, now);
        return new PersonRow(row.Line, PlanKind.Added, signIn, [], secret);
    }

    private async Task<Outcome<PersonRow>> ChangeAsync(SheetRow row, Account account)
    {
        var fields = new List<string>();
        var isDisabled = SheetColumns.IsYes(row["disabled"]);
        if (!isDisabled && !await HoldsAsync(row, account.Id))
        {
            var post = await PostWriter.GiveAsync(session, Wanted(row, account.Id), actor, now);
            if (post.Problem is { } problem)
            {
                return problem;
            }

            fields.Add("post");
        }

        fields.AddRange(Edit(account, row, isDisabled));
        if (fields.Exists(field => field != "post"))
        {
            var saved = await AccountWriter.SaveAsync(session, account, actor, now);
            if (saved.Problem is { } problem)
            {
                return problem;
            }
        }

        return new PersonRow(
            row.Line,
            fields.Contains("disabled") && isDisabled ? PlanKind.Retired
                : fields.Count > 0 ? PlanKind.Changed : PlanKind.Same,
            account.SignIn, fields, Secret: null);
    }

    private static IEnumerable<string> Edit(Account account, SheetRow row, bool isDisabled)
    {
        if (row["display_name"] is { } name && name != account.DisplayName
            && name.Length <= Account.DisplayNameLengthMax)
        {
            account.DisplayName = name;
            yield return "displayName";
        }

        if (row["language"] is { } language && language != account.Language)
        {
            account.Language = language;
            yield return "language";
        }

        if (row.Cells.ContainsKey("disabled") && isDisabled != account.IsDisabled)
        {
            account.IsDisabled = isDisabled;
            account.SecurityStamp = HandedSecret.NewLink();
            yield return "disabled";
        }
    }

    private async Task<bool> HoldsAsync(SheetRow row, Guid accountId)
    {
        var (role, organization, area) = (row["role"], row["organization"], row["area"]);
        var posts = await HeldPosts.NotEnded(session.Reads, now)
            .Where(post => post.AccountId == accountId && post.RoleCode == role
                && post.OrganizationCode == organization)
            .ToListAsync();
        return posts.Exists(post => area is null || post.ScopeArea == area);
    }

    private static WantedPost Wanted(SheetRow row, Guid accountId) =>
        new(accountId, row["role"], row["organization"], AreaCode: row["area"]);
}
