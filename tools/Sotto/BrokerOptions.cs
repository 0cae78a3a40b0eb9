using System.CommandLine;
using Sotto.Board;
using Command = System.CommandLine.Command;

namespace Sotto.Cli;

/// <summary>The options of commands that connect to a broker.</summary>
internal sealed class BrokerOptions
{
    private readonly Option<string?> _broker = new("--broker") { Description = "the MQTT broker of the home, HOST or HOST:PORT (1883, with --tls 8883)" };
    private readonly Option<bool> _tls = new("--tls") { Description = "encrypt the connection to the broker, which must prove who it is" };
    private readonly Option<string?> _authorities = new("--ca") { Description = "a PEM file with who vouches for the broker, instead of whom this machine trusts" };
    private readonly Option<string?> _user = new("--user") { Description = "the user's name at the broker" };
    private readonly Option<string?> _password = new("--password-file") { Description = "a file whose first line is the user's password" };
    private readonly Option<string> _version = new("--mqtt") { Description = "5 or 3.1.1", DefaultValueFactory = _ => "5" };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="required">Whether it wants a broker.</param>
    public BrokerOptions(Command command, bool required)
    {
        _broker.Required = required;
        _version.AcceptOnlyFromAmong("5", "3.1.1");
        foreach (Option option in new Option[] { _broker, _tls, _authorities, _user, _password, _version })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The broker that they name, or null.</summary>
    /// <exception cref="UserException">One of them is wrong.</exception>
    public MqttBroker? Find(ParseResult parsed) => BoardCommand.FindBroker(
        parsed.GetValue(_broker), parsed.GetValue(_tls), parsed.GetValue(_authorities), parsed.GetValue(_user), parsed.GetValue(_password),
        parsed.GetValue(_version) == "5");
}
