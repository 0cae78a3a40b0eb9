using Sotto.Cli;

using StreamWriter output = new(Console.OpenStandardOutput()) { AutoFlush = false };
Streams streams = new(
    Console.OpenStandardInput(), output, Console.Error, OutputIsTerminal: !Console.IsOutputRedirected, ErrorIsTerminal: !Console.IsErrorRedirected);
return CommandLine.Run(args, streams);
