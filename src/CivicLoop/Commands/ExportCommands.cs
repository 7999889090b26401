using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Intake;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Commands;

/// <summary><c>civicloop export …</c>: writes the city's data out. Reads only, so it may run beside
/// a server.</summary>
internal static class ExportCommands
{
    private static readonly Dictionary<string, ExportFormat> Formats = new()
    {
        ["csv"] = ExportFormat.Csv,
        ["geojson"] = ExportFormat.GeoJson,
        ["xlsx"] = ExportFormat.Xlsx,
    };

    public static Command Build()
    {
        var data = CommandOptions.Data();
        var format = new Option<string>("--format")
        {
            Description = "csv, geojson or xlsx.",
            DefaultValueFactory = _ => "csv",
        };
        var file = new Option<string?>("--out")
        {
            Description = "File to write (default: standard output).",
        };
        var withPrivate = new Option<bool>("--with-private")
        {
            Description = "Private cases too: for the city's own use, never to be published.",
        };
        var cases = new Command("cases", "Writes cases out, never with a contact.")
        {
            data, format, file, withPrivate,
        };
        cases.SetAction((parsed, stop) => CasesAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(format)!,
            parsed.GetValue(file), parsed.GetValue(withPrivate), stop));
        return new Command("export", "Writes the city's data out.")
        {
            cases,
            List(
                "organizations", "Writes all organisations out, as their import reads them.",
                (services, _) => Task.FromResult((
                    SheetColumns.Organizations.Keys,
                    services.GetRequiredService<ExportPeople>().Organizations()))),
            List(
                "people", "Writes accounts and posts out, never what one signs in with.",
                async (services, stop) => (
                    SheetColumns.People.Keys,
                    await services.GetRequiredService<ExportPeople>().PeopleAsync(stop))),
            Standard(),
        };
    }

    private static Command Standard()
    {
        var data = CommandOptions.Data();
        var code = new Argument<string>("edition") { Description = "Code of the edition." };
        var file = new Option<string?>("--out")
        {
            Description = "XLSX file to write (default: standard output).",
        };
        var command = new Command(
            "standard", "Writes an edition out, as its import reads it.") { code, data, file };
        command.SetAction(async (parsed, stop) =>
        {
            await using var city = await RunningCity.VisitAsync(
                CommandOptions.Read(parsed.GetValue(data)), stop);
            await using var services = Composition.ServicesOf(city, TimeProvider.System);
            if (!(await services.GetRequiredService<EditionLists>()
                .BodyAsync(parsed.GetValue(code), stop)).Try(out var body, out var missing))
            {
                return CommandAnswers.Refuse(missing);
            }

            var written = SheetFile.Write(EditionReader.Columns, EditionSheet.Rows(body));
            await using var target = Target(parsed.GetValue(file));
            await target.WriteAsync(written, stop);
            return 0;
        });
        return command;
    }

    private static async Task<int> CasesAsync(
        CityOptions options, string format, string? file, bool withPrivate, CancellationToken stop)
    {
        if (!Formats.TryGetValue(format, out var known))
        {
            return CommandAnswers.Refuse(new Problem(
                ProblemCode.UnknownValue, "format", format, string.Join(", ", Formats.Keys)));
        }

        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        if (known == ExportFormat.Xlsx && await services.GetRequiredService<ExportCases>()
            .CountAsync(withPrivate, stop) > SheetFile.RowsMax)
        {
            return CommandAnswers.Refuse(
                new Problem(ProblemCode.LimitTooLarge, "format", SheetFile.RowsMax));
        }

        await using var target = Target(file);
        var count = await services.GetRequiredService<ExportCases>()
            .RunAsync(target, known, withPrivate, stop);
        Console.Error.WriteLine($"{count:N0} cases");
        return 0;
    }

    private static Stream Target(string? file) =>
        file is null ? Console.OpenStandardOutput() : new FileStream(file, FileMode.Create);

    private static Command List(
        string name, string description,
        Func<IServiceProvider, CancellationToken,
            Task<(IEnumerable<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows)>> read)
    {
        var data = CommandOptions.Data();
        var file = new Option<string?>("--out")
        {
            Description = "File to write (default: standard output).",
        };
        var format = new Option<string>("--format")
        {
            Description = "csv or xlsx.",
            DefaultValueFactory = _ => "xlsx",
        };
        var command = new Command(name, description) { data, format, file };
        command.SetAction(async (parsed, stop) =>
        {
            var wanted = parsed.GetValue(format);
            if (wanted is not ("csv" or "xlsx"))
            {
                return CommandAnswers.Refuse(new Problem(
                    ProblemCode.UnknownValue, "format", wanted ?? "", "csv, xlsx"));
            }

            await using var city = await RunningCity.VisitAsync(
                CommandOptions.Read(parsed.GetValue(data)), stop);
            await using var services = Composition.ServicesOf(city, TimeProvider.System);
            var (columns, rows) = await read(services, stop);
            var written = wanted == "csv"
                ? SheetFile.WriteCsv([.. columns], rows)
                : SheetFile.Write([.. columns], rows);
            await using var target = Target(parsed.GetValue(file));
            await target.WriteAsync(written, stop);
            return 0;
        });
        return command;
    }
}
