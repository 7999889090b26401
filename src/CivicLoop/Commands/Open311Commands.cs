using System.CommandLine;
using System.Globalization;
using System.Text;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Open311;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop open311-key</c> and <c>open311-attributes</c>: which programs may report,
/// and what they are asked.</summary>
internal static class Open311Commands
{
    /// <summary>How the journal names whoever works on the machine itself.</summary>
    private const string Actor = "system";

    public static Command Key() =>
        new("open311-key", "Keys of programs that report by Open311.")
        {
            Create(), List(), Revoke(),
        };

    public static Command Attributes()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "JSON array of questions, see docs/reference/open311.md.",
        };
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var load = new Command("load", "Replaces the questions classes ask by Open311.")
        {
            file, data, json,
        };
        load.SetAction((parsed, stop) => LoadAsync(
            parsed.GetValue(file)!, CommandOptions.Read(parsed.GetValue(data)),
            parsed.GetValue(json), stop));
        return new Command("open311-attributes", "What classes ask of their reporters.") { load };
    }

    private static Command Create()
    {
        var name = new Option<string>("--name")
        {
            Description = "Which program the key is for.",
            Required = true,
        };
        var days = new Option<int>("--days")
        {
            Description = "How many days it works.",
            DefaultValueFactory = _ => Open311Key.DaysDefault,
        };
        var batch = new Option<bool>("--batch")
        {
            Description = "Answer its reports with a token instead of the number.",
        };
        var blackbox = new Option<bool>("--blackbox")
        {
            Description = "Answer its reports with neither number nor token.",
        };
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var create = new Command("create", "Makes a key and prints it once.")
        {
            name, days, batch, blackbox, data, json,
        };
        create.SetAction((parsed, stop) => InCityAsync(
            CommandOptions.Read(parsed.GetValue(data)),
            async services =>
            {
                var answers = parsed.GetValue(blackbox) ? Open311Answers.Blackbox
                    : parsed.GetValue(batch) ? Open311Answers.Batch
                    : Open311Answers.Realtime;
                var outcome = await services.GetRequiredService<Open311Keys>().MakeAsync(
                    parsed.GetValue(name), parsed.GetValue(days), answers, Actor, stop);
                return outcome.Try(out var made, out var problem)
                    ? CommandAnswers.Print(
                        parsed.GetValue(json),
                        new { made.Key.Id, apiKey = made.Secret, made.Key.ExpiresAt },
                        made.Secret)
                    : CommandAnswers.Refuse(problem);
            },
            stop));
        return create;
    }

    private static Command List()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var list = new Command("list", "Shows all keys, never their secrets.") { data, json };
        list.SetAction((parsed, stop) => InCityAsync(
            CommandOptions.Read(parsed.GetValue(data)),
            async services =>
            {
                var keys = await services.GetRequiredService<Open311Keys>().AllAsync(stop);
                return CommandAnswers.Print(
                    parsed.GetValue(json),
                    keys.Select(key => new
                    {
                        key.Id, key.Name, key.Answers, key.MadeAt, key.ExpiresAt, key.RevokedAt,
                    }),
                    [.. keys.Select(Line)]);
            },
            stop));
        return list;
    }

    private static Command Revoke()
    {
        var id = new Argument<Guid>("id") { Description = "The key's id, as the list shows it." };
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var revoke = new Command("revoke", "Ends a key at once.") { id, data, json };
        revoke.SetAction((parsed, stop) => InCityAsync(
            CommandOptions.Read(parsed.GetValue(data)),
            async services =>
            {
                var outcome = await services.GetRequiredService<Open311Keys>()
                    .RevokeAsync(parsed.GetValue(id), Actor, stop);
                return outcome.Try(out var key, out var problem)
                    ? CommandAnswers.Print(
                        parsed.GetValue(json), new { key.Id, key.RevokedAt }, Line(key))
                    : CommandAnswers.Refuse(problem);
            },
            stop));
        return revoke;
    }

    private static async Task<int> LoadAsync(
        FileInfo file, CityOptions options, bool json, CancellationToken stop)
    {
        if (!file.Exists)
        {
            return CommandAnswers.Refuse(
                new Problem(ProblemCode.FileMissing, "file", file.FullName));
        }

        var text = await File.ReadAllTextAsync(file.FullName, Encoding.UTF8, stop);
        return await InCityAsync(
            options,
            async services =>
            {
                var outcome = await services.GetRequiredService<KeepAttributes>()
                    .ReplaceAsync(text, Actor, stop);
                return outcome.Try(out var count, out var problem)
                    ? CommandAnswers.Print(
                        json, new { attributes = count },
                        string.Create(CultureInfo.InvariantCulture, $"{count} attributes"))
                    : CommandAnswers.Refuse(problem);
            },
            stop);
    }

    private static string Line(Open311Key key)
    {
        var end = key.RevokedAt is { } revoked
            ? $"revoked {revoked:u}"
            : $"until {key.ExpiresAt:u}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{key.Id}  {key.Name}  {key.Answers}  {end}");
    }

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
}
