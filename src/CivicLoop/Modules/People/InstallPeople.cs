using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;

namespace CivicLoop.Modules.People;

internal sealed class InstallOrganizations : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var organization in pack.Organizations)
        {
            await session.InsertAsync(organization);
        }
    }
}

internal sealed class InstallRoles : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var role in BuiltInRoles.All)
        {
            await session.InsertAsync(role);
        }
    }
}

/// <summary>Accounts to try the city with; a city that is no demonstration gets none.</summary>
internal sealed class InstallDemonstration : IPackInstaller
{
    // What is played of a demonstration city's past happened while its people held their posts.
    private static readonly TimeSpan HeldBefore = TimeSpan.FromDays(2 * 366);

    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (!pack.Identity.Demonstration)
        {
            return;
        }

        foreach (var person in pack.People)
        {
            var account = AccountWriter.New(
                person.SignIn, person.Name.In(pack.Identity.Language), now, language: null,
                isDemonstration: true);
            Require(await AccountWriter.MakeAsync(session, account, AccountWriter.System, now));
            var scope = person.ScopePath is null && person.ScopeArea is null
                ? null
                : new Scope(person.ScopePath, person.ScopeArea);
            Require(await PostWriter.GiveAsync(
                session,
                new WantedPost(account.Id, person.Role, person.Organization, scope)
                {
                    FromAt = now - HeldBefore,
                },
                AccountWriter.System, now));
        }
    }

    // A pack that does not fit is a fault of whoever made it, and no city comes of it.
    private static void Require<T>(Outcome<T> outcome)
    {
        if (outcome.Problem is { } problem)
        {
            throw new InvalidOperationException($"The pack's people do not fit: {problem}");
        }
    }
}
