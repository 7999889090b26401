using System.CommandLine;
using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.People;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;

namespace CivicLoop.Commands;

/// <summary><c>civicloop account create</c> and <c>civicloop token create</c>: what must be
/// possible before anybody can sign in, or without a browser.</summary>
internal static class PeopleCommands
{
    /// <summary>How the journal names whoever works on the machine itself.</summary>
    private const string Actor = "system";

    public static Command Account()
    {
        var name = Required("--name", "Sign-in name.");
        var display = Required("--display", "The person's name as colleagues see it.");
        var role = Required("--role", "Code of the role, for example dispatcher.");
        var organization = Required("--org", "Code of the organisation the person acts for.");
        var area = new Option<string?>("--area")
        {
            Description = "Narrows the post to an area's code.",
        };
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var create = new Command(
            "create", "Makes an account and prints the link its owner sets a password with.")
        {
            name, display, role, organization, area, data, json,
        };
        create.SetAction((parsed, stop) => CreateAccountAsync(
            new WantedAccount(
                parsed.GetValue(name), parsed.GetValue(display), null, parsed.GetValue(role),
                parsed.GetValue(organization), parsed.GetValue(area)),
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(json), stop));
        return new Command("account", "Makes accounts.") { create };
    }

    public static Command Token()
    {
        var account = Required("--as", "Sign-in name of the account the token acts for.");
        var name = Required("--name", "What the token is for.");
        var days = new Option<int>("--days")
        {
            Description = "How many days it works.",
            DefaultValueFactory = _ => ApiToken.DaysDefault,
        };
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var create = new Command("create", "Makes a token for /api/v1 and prints it once.")
        {
            account, name, days, data, json,
        };
        create.SetAction((parsed, stop) => CreateTokenAsync(
            parsed.GetValue(account)!, parsed.GetValue(name), parsed.GetValue(days),
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(json), stop));
        return new Command("token", "Makes tokens for other programs.") { create };
    }

    private static Task<int> CreateAccountAsync(
        WantedAccount wanted, CityOptions options, bool json, CancellationToken stop) =>
        InCityAsync(
            options,
            async services =>
            {
                var outcome = await services.GetRequiredService<KeepAccounts>()
                    .MakeAsync(wanted, Actor, stop);
                if (!outcome.Try(out var made, out var problem))
                {
                    return CommandAnswers.Refuse(problem);
                }

                var link = StartLink.Of(options.PublicUrl ?? options.Urls, made.Secret);
                var hours = SignInRules.StartLinkLife.TotalHours
                    .ToString(CultureInfo.InvariantCulture);
                return CommandAnswers.Print(
                    json, new { made.Id, made.SignIn, link },
                    $"{made.SignIn}: {link} (works once, within {hours} hours)");
            },
            stop);

    private static Task<int> CreateTokenAsync(
        string signIn, string? name, int days, CityOptions options, bool json,
        CancellationToken stop) =>
        InCityAsync(
            options,
            async services =>
            {
                var account = await services.GetRequiredService<PeopleLists>()
                    .AccountAsync(signIn, stop);
                if (account is null)
                {
                    return CommandAnswers.Refuse(
                        new Problem(ProblemCode.NotFound, "account", signIn));
                }

                var outcome = await services.GetRequiredService<ApiTokens>()
                    .MakeAsync(account.Id, name, days, Actor, stop);
                return outcome.Try(out var made, out var problem)
                    ? CommandAnswers.Print(
                        json,
                        new { made.Token.Id, token = made.Secret, made.Token.ExpiresAt },
                        made.Secret)
                    : CommandAnswers.Refuse(problem);
            },
            stop);

    private static async Task<int> InCityAsync(
        CityOptions options, Func<IServiceProvider, Task<int>> work, CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            return await work(services);
        }
    }

    private static Option<string> Required(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
    };
}
