using System.CommandLine;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Notices;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform;
using CivicLoop.Platform.Web;

namespace CivicLoop.Commands;

/// <summary><c>civicloop settings</c>: names every setting there is.</summary>
internal static class SettingsCommand
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. Settings.Of<CityOptions>("City", name => "CIVICLOOP_" + name.ToUpperInvariant()),
        .. Settings.Of<MailOptions>("Mail", name => "CIVICLOOP_MAIL__" + name.ToUpperInvariant()),
        .. Settings.Of<MapOptions>("Map", name => "CIVICLOOP_MAP__" + name.ToUpperInvariant()),
        .. Settings.Of<ProxyOptions>(
            "Proxy", name => "CIVICLOOP_PROXY__" + name.ToUpperInvariant()),
        .. Settings.Of<PortalOptions>(
            "Portal", name => "CIVICLOOP_PORTAL__" + name.ToUpperInvariant()),
        .. Settings.Of<TravelOptions>(
            "Routes", name => "CIVICLOOP_ROUTES__" + name.ToUpperInvariant()),
    ];

    public static Command Build()
    {
        var json = CommandOptions.Json();
        var markdown = new Option<bool>("--markdown")
        {
            Description = "Print the page docs/reference/settings.md.",
        };
        var command = new Command("settings", "Names every setting.") { markdown, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(markdown))
            {
                Console.Write(Settings.Markdown(All));
                return 0;
            }

            return CommandAnswers.Print(
                parsed.GetValue(json), All,
                [.. All.Select(one => $"{one.Variable,-24} {one.Description}")]);
        });
        return command;
    }
}
