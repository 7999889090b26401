using CivicLoop.Commands;
using CivicLoop.Platform;
using CivicLoop.Tests.Tidy;

namespace CivicLoop.Tests.Http.Running;

public sealed class SettingsTests
{
    [Fact]
    public void The_reference_of_settings_is_what_the_program_prints() => Assert.Equal(
        Settings.Markdown(SettingsCommand.All),
        File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "reference", "settings.md")));

    [Fact]
    public void Every_setting_of_the_city_is_read_from_the_variable_it_names()
    {
        foreach (var setting in SettingsCommand.All.Where(one =>
            one.Name.StartsWith("City:", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(setting.Variable, "marked");
            try
            {
                Assert.Equal("marked", CityOptions.Configuration()[setting.Name]);
            }
            finally
            {
                Environment.SetEnvironmentVariable(setting.Variable, null);
            }
        }
    }
}
