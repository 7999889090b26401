using CivicLoop.Domain;
using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A new bulletin as a form or a program asks for it.</summary>
/// <param name="From">A day of the week or month, or the first of a special period.</param>
/// <param name="To">Last day of a special period.</param>
/// <param name="Headline">Left out, the kind and the days name it.</param>
internal sealed record BulletinInput(
    BulletinKind? Kind, string? From, string? To, string? Headline);

/// <summary>A bulletin as its editor leaves it.</summary>
/// <param name="Version">The one the editor saw; refused when somebody else wrote meanwhile.
/// </param>
internal sealed record BulletinEdit(
    string? Headline, IReadOnlyList<BlockWish>? Blocks, long? Version);

/// <summary>Begins bulletins, changes their words and order, takes their figures anew.</summary>
internal sealed class KeepBulletins(
    CityDatabase database, CityHolder city, FillBulletin fill, BulletinPictures pictures,
    WriteBulletin write, TimeProvider time)
{
    /// <summary>Begins one from the template of its kind, filled with figures. Errors: the caller
    /// may not; no kind or day; as <see cref="BulletinPeriod.Of"/> and
    /// <see cref="BulletinEditing.Title"/>.</summary>
    public async Task<Outcome<Bulletin>> BeginAsync(
        BulletinInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.BulletinEdit)) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        if (input.Kind is not { } kind)
        {
            return new Problem(ProblemCode.FieldRequired, "kind");
        }

        if (!TypedDay.Need(input.From, "from").Try(out var from, out var wrong)
            || !TypedDay.Read(input.To, "to").Try(out var to, out wrong)
            || !BulletinPeriod.Of(kind, from, to.Value, city.Current.DayOf(now))
                .Try(out var period, out wrong)
            || !BulletinEditing.Title(
                string.IsNullOrWhiteSpace(input.Headline) ? TitleOf(kind, period) : input.Headline)
                .Try(out var title, out wrong))
        {
            return wrong;
        }

        var made = new Bulletin
        {
            Id = Ids.New(now), Kind = kind, FirstDay = period.FirstDay, LastDay = period.LastDay,
            Title = title, State = BulletinState.Draft, MadeOrg = caller.OrganizationCode!,
            Blocks = BulletinText.Write(
                await fill.RunAsync(kind, period, Begun(kind), stop)),
            Editors = caller.Actor, MadeAt = now, FilledAt = now,
        };
        return await write.InsertAsync(made, caller, stop);
    }

    /// <summary>Changes title, words, order and pictures; blocks added are filled. Errors: as
    /// <see cref="BulletinEditing.Blocks"/> and <see cref="BulletinWorkflow.Decide"/>; a case whose
    /// pictures cannot be shown; somebody else wrote meanwhile.</summary>
    public async Task<Outcome<Bulletin>> EditAsync(
        Guid id, BulletinEdit edit, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.BulletinEdit) is { } denied)
        {
            return denied;
        }

        if (await FindAsync(id, stop) is not { } before)
        {
            return Unknown(id);
        }

        if (!BulletinEditing.Title(edit.Headline ?? before.Title).Try(out var title, out var wrong)
            || !(await BlocksAsync(before, edit.Blocks, stop)).Try(out var blocks, out wrong))
        {
            return wrong;
        }

        return await write.RunAsync(
            id, BulletinCommand.Edit, null, edit.Version ?? before.Version, caller,
            bulletin => bulletin with { Title = title, Blocks = BulletinText.Write(blocks) },
            stop);
    }

    /// <summary>Takes all figures as they are now. Errors: as
    /// <see cref="BulletinWorkflow.Decide"/>.</summary>
    public async Task<Outcome<Bulletin>> RefillAsync(
        Guid id, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.BulletinEdit) is { } denied)
        {
            return denied;
        }

        if (await FindAsync(id, stop) is not { } before)
        {
            return Unknown(id);
        }

        var blocks = BulletinText.Write(await fill.RunAsync(
            before.Kind, new BulletinPeriod(before.FirstDay, before.LastDay),
            BulletinText.Read(before.Blocks), stop));
        var now = Instants.Storable(time.GetUtcNow());
        return await write.RunAsync(
            id, BulletinCommand.Refill, null, before.Version, caller,
            bulletin => bulletin with { Blocks = blocks, FilledAt = now }, stop);
    }

    private async Task<Outcome<IReadOnlyList<BulletinBlock>>> BlocksAsync(
        Bulletin before, IReadOnlyList<BlockWish>? wishes, CancellationToken stop)
    {
        var old = BulletinText.Read(before.Blocks);
        if (wishes is null)
        {
            return old.ToList();
        }

        if (!BulletinEditing.Blocks(old, wishes).Try(out var wished, out var wrong))
        {
            return wrong;
        }

        var blocks = wished.ToList();
        var known = old.Select(one => one.N).ToHashSet();
        foreach (var (i, wish) in wishes.Index())
        {
            if (blocks[i].Kind == BlockKind.Pictures && wish.Cases is { } numbers)
            {
                var field = $"cases-{blocks[i].N}";
                if (!(await pictures.ChooseAsync(numbers, field, stop))
                    .Try(out var pairs, out wrong))
                {
                    return wrong;
                }

                blocks[i] = blocks[i] with { Pairs = pairs };
            }
        }

        var added = blocks.Where(one => !known.Contains(one.N)).Select(one => one with
        {
            Heading = one.Heading.Length > 0 ? one.Heading : Heading(one.Kind),
        }).ToList();
        var filled = (await fill.RunAsync(
                before.Kind, new BulletinPeriod(before.FirstDay, before.LastDay), added, stop))
            .ToDictionary(one => one.N);
        return blocks.Select(one => filled.GetValueOrDefault(one.N, one)).ToList();
    }

    private async Task<Bulletin?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Bulletin>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    private static Problem Unknown(Guid id) => new(ProblemCode.NotFound, "bulletin", $"{id}");

    // The first words open the bulletin, the last say what comes next.
    private List<BulletinBlock> Begun(BulletinKind kind)
    {
        var template = BulletinEditing.Template(kind);
        return
        [
            .. template.Index().Select(one => new BulletinBlock(
                one.Index + 1, one.Item,
                one.Item != BlockKind.Words ? Heading(one.Item)
                    : one.Index == 0 ? "" : Say("Template.Next"),
                one.Item != BlockKind.Words ? ""
                    : Say(one.Index == 0 ? "Template.Intro" : "Template.NextWords"))),
        ];
    }

    private string Heading(BlockKind kind) =>
        kind == BlockKind.Words ? "" : Say($"Template.{kind}");

    private string TitleOf(BulletinKind kind, BulletinPeriod period) => Say(
        $"Template.Title.{kind}", TypedDay.Show(period.FirstDay), TypedDay.Show(period.LastDay),
        TypedDay.Show(period.FirstDay)[..^3]);

    private string Say(string key, params object[] values) =>
        BulletinTexts.In(city.Current.Language, key, values);
}
