using System.Text.RegularExpressions;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Somebody a note can name.</summary>
/// <param name="Word">What stands after the @.</param>
/// <param name="Recipient">As the outbox addresses it.</param>
internal sealed record Mentioned(string Word, string Name, string Recipient);

/// <summary>Finds whom a note's @ names: organisations by code or name, people by sign-in or name.
/// People are only found where they may see the case themselves.</summary>
internal sealed partial class Mentions(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>A note to more is a circular.</summary>
    public const int EachMax = 10;

    private const int OfferedMax = 8;

    // Names that begin alike; of more the writer types another sign.
    private const int LookedAtMax = 40;

    /// <summary>Recipients a text names; words after @ that name nobody stay words.</summary>
    public async Task<IReadOnlyList<string>> InAsync(
        string words, Case about, CancellationToken stop)
    {
        var names = After().Matches(words).Select(match => match.Groups[1].Value).Distinct()
            .Take(EachMax).ToList();
        if (names.Count == 0)
        {
            return [];
        }

        var found = names.Select(Organization).OfType<string>().ToList();
        var signIns = names.Select(name => name.ToLowerInvariant()).ToList();
        await using var context = database.OpenContext();
        var people = await context.Set<Account>()
            .Where(row => !row.IsDisabled
                && (signIns.Contains(row.SignIn) || names.Contains(row.DisplayName)))
            .Take(LookedAtMax).ToListAsync(stop);
        var seeing = await SeeingAsync(context, people, about, stop);
        found.AddRange(seeing.Select(one => ActingCaller.ActorOf(one.Id)));
        return [.. found.Distinct()];
    }

    /// <summary>Who could be meant by the beginning of a word.</summary>
    public async Task<IReadOnlyList<Mentioned>> OfferAsync(
        string words, string language, Case about, CancellationToken stop)
    {
        var wanted = words.Trim();
        var standing = about.Standing(city.Current.Organizations.PathOf);
        var organizations = city.Current.Organizations.All
            .Where(one => wanted.Length == 0
                ? standing.OrganizationPaths.Contains(one.Path)
                : one.Code.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
                    || one.Name.Zh.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                    || one.Name.En.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderBy(one => one.Path.Length).Take(OfferedMax / 2)
            .Select(one => new Mentioned(one.Code, one.Name.In(language), $"org:{one.Code}"));
        var lower = wanted.ToLowerInvariant();
        await using var context = database.OpenContext();
        var people = await context.Set<Account>()
            .Where(row => !row.IsDisabled
                && (row.SignIn.StartsWith(lower) || row.DisplayName.StartsWith(wanted)))
            .OrderBy(row => row.SignIn).Take(LookedAtMax).ToListAsync(stop);
        return
        [
            .. organizations,
            .. (await SeeingAsync(context, people, about, stop))
                .Select(one => new Mentioned(
                    one.SignIn, one.DisplayName, ActingCaller.ActorOf(one.Id)))
                .Take(OfferedMax / 2),
        ];
    }

    private string? Organization(string name) => city.Current.Organizations.All
        .FirstOrDefault(one => one.Code.Equals(name, StringComparison.OrdinalIgnoreCase)
            || one.Name.Zh == name
            || one.Name.En.Replace(" ", "", StringComparison.Ordinal)
                .Equals(name, StringComparison.OrdinalIgnoreCase))
        is { } found
            ? $"org:{found.Code}"
            : null;

    private async Task<List<Account>> SeeingAsync(
        CityContext context, List<Account> people, Case about, CancellationToken stop)
    {
        var ids = people.Select(one => one.Id).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var posts = await context.Set<Post>().Where(post => ids.Contains(post.AccountId))
            .Join(
                context.Set<Role>(), post => post.RoleCode, role => role.Code,
                (post, role) => new HeldPost(post, role))
            .ToListAsync(stop);
        var standing = about.Standing(city.Current.Organizations.PathOf);
        var held = ActingCaller.HeldNow(posts, time.GetUtcNow())
            .ToLookup(post => post.Post.AccountId);
        return
        [
            .. people.Where(one => held[one.Id].GroupBy(post => post.Post.OrganizationCode)
                .Any(posts => ActingCaller.Of(
                        one.Id, [.. posts], city.Current.Organizations, actingFor: null,
                        twoFactors: true)
                    .May(Permission.CaseSee, standing))),
        ];
    }

    [GeneratedRegex(@"@([\p{L}\p{Nd}][\p{L}\p{Nd}_.\-]{0,79})")]
    private static partial Regex After();
}
