using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace CivicLoop.Platform;

/// <summary>A setting as an operator meets it.</summary>
/// <param name="Name">In appsettings.json, for example <c>City:Data</c>.</param>
/// <param name="Variable">In the environment.</param>
/// <param name="Default">What holds if it is left out; empty for nothing.</param>
internal sealed record Setting(
    string Name, string Variable, string Kind, string Default, string Description);

/// <summary>All settings, read off the option types themselves, so that the reference cannot lag
/// behind the program.</summary>
internal static class Settings
{
    private static readonly string[] Before =
    [
        "# Settings",
        "",
        "Made by `./civicloop settings --markdown` from the program; do not edit.",
        "",
        "A setting may stand in `appsettings.json` beside the program "
            + "(`{ \"City\": { \"Data\": \"/srv/city\" } }`), or in the environment. "
            + "The environment goes before the file, and `--data` and `--urls` on the "
            + "command line before both.",
        "",
        "| setting | environment | kind | default | what it is |",
        "|---|---|---|---|---|",
    ];

    private static readonly string[] After =
    [
        "",
        "## Telemetry",
        "",
        "Traces and metrics are sent where the standard variable `OTEL_EXPORTER_OTLP_ENDPOINT` "
            + "says, for example `http://127.0.0.1:4317`; without it nothing is measured and "
            + "nothing leaves the machine. The other `OTEL_…` variables of the OpenTelemetry "
            + "specification (`OTEL_SERVICE_NAME`, `OTEL_EXPORTER_OTLP_HEADERS`, "
            + "`OTEL_RESOURCE_ATTRIBUTES`, …) hold as well.",
    ];

    /// <summary>The settings of one section of the configuration.</summary>
    /// <param name="variableOf">How the environment names a property.</param>
    public static IEnumerable<Setting> Of<T>(string section, Func<string, string> variableOf)
        where T : new()
    {
        var defaults = new T();
        foreach (var property in typeof(T)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(one => one.CanWrite))
        {
            var description = property.GetCustomAttribute<DescriptionAttribute>()
                ?? throw new InvalidOperationException($"{property.Name} has no description.");
            yield return new Setting(
                $"{section}:{property.Name}", variableOf(property.Name), KindOf(property),
                Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture) ?? "",
                description.Description);
        }
    }

    public static string Markdown(IEnumerable<Setting> settings)
    {
        var text = new StringBuilder();
        string[] lines =
        [
            .. Before,
            .. settings.Select(one =>
                $"| `{one.Name}` | `{one.Variable}` | {one.Kind} | "
                + (one.Default.Length == 0 ? "none" : $"`{one.Default}`")
                + $" | {one.Description} |"),
            .. After,
        ];
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string KindOf(PropertyInfo property) =>
        property.PropertyType == typeof(int) ? "number"
        : property.PropertyType == typeof(bool) ? "true or false"
        : "text";
}
